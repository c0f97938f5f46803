package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.lab.schema.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that the stories name (1.2.3 and 1.3.4) are there and are what they should be. */
class OmniFilesTest {
    private static final Path OMNI = Path.of("..", "omni");

    @ParameterizedTest
    @ValueSource(strings = {"control-plane", "worker", "gpu-worker"})
    void eachMachineClassIsAResourceOfItsName(String name) throws Exception {
        var file = OMNI.resolve("machine-classes").resolve(name + ".yaml");

        var resource = YamlFile.single(name, Files.readString(file)).root();

        assertThat(resource.at("/metadata/type").asString()).isEqualTo("MachineClasses.omni.sidero.dev");
        assertThat(resource.at("/metadata/id").asString()).isEqualTo(name);
        assertThat(resource.at("/spec/matchlabels").isEmpty()).isFalse();
    }

    @Test
    void noFileHoldsKeyMaterial() throws Exception {
        try (var files = Files.walk(OMNI)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContainPattern(
                                "PRIVATE KEY|AGE-SECRET-KEY|(?m)^\\s*(key|secret|token|bootstraptoken):\\s*\\S");
            }
        }
    }
}
