package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.homelab.lab.definition.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    private static final String SECRET = "hunter2-hunter2";

    @TempDir
    Path directory;

    @Test
    void allProblemsComeAtOnceFromShapeAndMeaning() throws IOException {
        var invalid = refused(smallest()
                .replace("  node: pve", "  nod: pve2\n  node: pve")
                .replace("192.168.68.61", "192.168.70.61\n        mac: 01:00:5e:00:00:61\n        diskGiB: 0"));

        assertThat(invalid.problems())
                .filteredOn(problem -> problem.severity() == Problem.Severity.ERROR)
                .extracting(Problem::path)
                .contains(
                        "hypervisor.nod",
                        "clusters.dev.nodes[0].address",
                        "clusters.dev.nodes[0].mac",
                        "clusters.dev.nodes[0].diskGiB");
        assertThat(invalid).hasMessageContaining("hypervisor.nod").hasMessageContaining("multicast");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  token: " + SECRET,
                "  token: [" + SECRET + "]",
                "  token: {" + SECRET + ": x}",
                "  token: \"" + SECRET,
                "  token: env:X\n  tokn: " + SECRET,
                "  token: env:X\n  endpoint: " + SECRET,
                "  token: @" + SECRET,
                "  token: *" + SECRET,
                "  token: &a " + SECRET + ": " + SECRET,
                "  token: |\n " + SECRET,
                "  token: !!binary " + SECRET
            })
    void noMessageEverRepeatsASecret(String line) throws IOException {
        var invalid = refused(smallest().replace("  token: env:PVE_TOKEN", line));

        assertThat(invalid.problems()).isNotEmpty();
        assertThat(invalid.problems().stream()
                        .filter(problem -> !problem.message().startsWith("unknown key"))
                        .map(problem -> problem.message() + problem.allowed() + problem.suggestion()))
                .noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void aFileThatIsNotThereIsAProblemToo() {
        var invalid = catchThrowableOfType(InvalidLab.class, () -> LabFile.open(directory.resolve("nowhere.yaml")));

        assertThat(invalid.problems()).singleElement().satisfies(problem -> assertThat(problem.suggestion())
                .isEqualTo("run homelab init"));
    }

    @Test
    void anchorsAreResolvedAndEndlessOnesRefused() throws IOException, InvalidLab {
        var shared = smallest().replace("  cidr", "  bridge: &bridge vmbr7\n  ntp: [*bridge]\n  cidr");
        assertThat(LabFile.load(write(shared)).network().ntp()).containsExactly("vmbr7");

        var endless = refused(smallest().replace("network:", "notifications: &all\n  ntfy: *all\nnetwork:"));
        assertThat(endless.problems()).isNotEmpty();
    }

    private InvalidLab refused(String text) throws IOException {
        var file = write(text);
        var invalid = catchThrowableOfType(InvalidLab.class, () -> LabFile.open(file));
        assertThat(invalid).isNotNull();
        return invalid;
    }

    private Path write(String text) throws IOException {
        var fixture = Fixture.in("valid").stream()
                .filter(candidate -> candidate.name().equals("smallest.yaml"))
                .findFirst()
                .orElseThrow();
        var file = fixture.placeIn(Files.createTempDirectory(directory, "lab"));
        return Files.writeString(file, text);
    }

    private static String smallest() throws IOException {
        return Files.readString(Path.of("src", "test", "resources", "valid", "smallest.yaml"));
    }
}
