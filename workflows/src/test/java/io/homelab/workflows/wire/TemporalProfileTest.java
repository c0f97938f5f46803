package io.homelab.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalProfileTest {
    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void nothingNamedMeansTheServerOfThisMachineWhateverTheDefaultProfileSays() throws IOException {
        var config = directory.resolve("temporalio").resolve("temporal.toml");
        Files.createDirectories(directory.resolve("temporalio"));
        Files.writeString(config, "[profile.default]\naddress = \"work.example:7233\"\n");

        assertThat(TemporalProfile.of(Map.of("XDG_CONFIG_HOME", directory.toString(), "HOME", directory.toString())))
                .isEmpty();
    }

    @Test
    void theEnvironmentWinsOverTheProfile() throws IOException {
        var server = TemporalProfile.of(settings(Map.of("TEMPORAL_ADDRESS", "other.example:7233")))
                .orElseThrow();

        assertThat(server.address()).isEqualTo("other.example:7233");
        assertThat(server.source(TemporalProfile.ADDRESS)).isEqualTo("environment TEMPORAL_ADDRESS");
        assertThat(server.namespace()).isEqualTo("lab");
        assertThat(server.source(TemporalProfile.NAMESPACE)).isEqualTo("profile home");
        assertThat(server.stubs().build().getTarget()).isEqualTo("other.example:7233");
    }

    @Test
    void whatNobodySaysIsOurDefault() {
        var server = TemporalProfile.of(Map.of("TEMPORAL_ADDRESS", "box.example:7233", "HOME", directory.toString()))
                .orElseThrow();

        assertThat(server.namespace()).isEqualTo("homelab");
        assertThat(server.source(TemporalProfile.NAMESPACE)).isEqualTo("default");
        assertThat(server.encrypted()).isFalse();
    }

    @Test
    void anApiKeyMeansTlsUnlessThatIsSwitchedOff() throws IOException {
        var encrypted =
                TemporalProfile.of(settings(Map.of("TEMPORAL_API_KEY", "k"))).orElseThrow();
        var clear = TemporalProfile.of(settings(Map.of("TEMPORAL_API_KEY", "k", "TEMPORAL_TLS", "false")))
                .orElseThrow();

        assertThat(encrypted.encrypted()).isTrue();
        assertThat(clear.encrypted()).isFalse();
        assertThat(clear.stubs().build().getEnableHttps()).isFalse();
        assertThat(clear.hasApiKey()).isTrue();
    }

    @Test
    void aProfileThatIsNotThereIsRefusedByName() throws IOException {
        var settings = settings(Map.of("TEMPORAL_PROFILE", "nobody"));

        assertThatThrownBy(() -> TemporalProfile.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    private Map<String, String> settings(Map<String, String> more) throws IOException {
        var file = directory.resolve("temporal.toml");
        Files.writeString(file, "[profile.home]\naddress = \"box.example:7233\"\nnamespace = \"lab\"\n");
        var all = new HashMap<>(Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_PROFILE", "home"));
        all.putAll(more);
        return all;
    }
}
