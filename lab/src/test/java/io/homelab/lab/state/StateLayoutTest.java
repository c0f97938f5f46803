package io.homelab.lab.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLayoutTest {
    @TempDir
    Path home;

    @Test
    void simulatedAndRealLabsShareNothing() {
        var environment = Map.of("HOME", "/home/me", "XDG_STATE_HOME", "/state");

        var real = StateLayout.of(environment, false);
        var simulated = StateLayout.of(environment, true);

        assertThat(real)
                .isEqualTo(new StateLayout(
                        Path.of("/home/me/.config/homelab/real"),
                        Path.of("/state/homelab/real"),
                        Path.of("/home/me/.local/share/homelab/real"),
                        Path.of("/home/me/.cache/homelab/real")));
        assertThat(simulated.state()).isEqualTo(Path.of("/state/homelab/simulated"));
        assertThat(simulated.identityFile()).isNotEqualTo(real.identityFile());
    }

    @Test
    void directoriesAreTheirOwnersAlone() throws IOException {
        var layout =
                StateLayout.of(Map.of("HOME", home.toString()), false).create().create();

        for (var directory : new Path[] {layout.config(), layout.state(), layout.data(), layout.cache()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(".."))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void relativeXdgDirectoriesAreIgnoredAsTheSpecificationSays() {
        assertThat(StateLayout.of(Map.of("HOME", "/home/me", "XDG_CACHE_HOME", "cache"), false)
                        .cache())
                .isEqualTo(Path.of("/home/me/.cache/homelab/real"));
    }

    @Test
    void withoutHomeItSaysWhatIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StateLayout.of(Map.of(), false))
                .withMessage("neither XDG_CONFIG_HOME nor HOME is set");
    }
}
