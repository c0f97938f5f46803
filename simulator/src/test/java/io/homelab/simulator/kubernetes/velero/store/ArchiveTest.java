package io.homelab.simulator.kubernetes.velero.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final String LONG =
            "resources/customresourcedefinitions.apiextensions.k8s.io/v1-preferredversion/cluster/" + "a".repeat(60)
                    + ".json";

    @TempDir
    Path directory;

    private void run(String... command) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
    }

    @Test
    void tarReadsWhatIsPacked() throws IOException {
        Files.write(
                directory.resolve("a.tgz"),
                Archive.pack(Map.of(LONG, "{}".getBytes(StandardCharsets.UTF_8), "short", new byte[0])));
        run("tar", "xzf", "a.tgz");
        assertThat(directory.resolve(LONG)).hasContent("{}");
        assertThat(directory.resolve("short")).isEmptyFile();
    }

    @Test
    void whatTarPacksIsRead() throws IOException {
        Files.createDirectories(directory.resolve(LONG).getParent());
        Files.writeString(directory.resolve(LONG), "{}");
        for (var format : new String[] {"gnu", "pax"}) {
            run("tar", "czf", format + ".tgz", "--format=" + format, "resources");
            assertThat(Archive.unpack(Files.readAllBytes(directory.resolve(format + ".tgz"))))
                    .containsOnlyKeys(LONG);
        }
    }
}
