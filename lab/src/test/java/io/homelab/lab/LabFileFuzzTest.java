package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.lab.definition.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a person's hand slips into a lab file, the answer is a lab or a list of problems, never a stack trace. */
@Timeout(120)
class LabFileFuzzTest {
    private static final List<String> ODD = List.of(
            "",
            "~",
            "-1",
            "0",
            "99999999999999999999",
            "1e999",
            ".nan",
            "true",
            "[]",
            "{}",
            "[[]]",
            "{a: {b: c}}",
            "''",
            "\"\\u0000\"",
            "https://",
            "https://x:99999",
            "0.0.0.0/0",
            "255.255.255.255",
            "1.2.3.4/32",
            "::1",
            "P",
            "PT",
            "0s",
            "9999999999d",
            "env:",
            "age1",
            "sha256:",
            "ä",
            "../..",
            "/",
            "*",
            "&a b",
            "!!int x",
            "|");

    @TempDir
    Path directory;

    @Test
    void anyOddValueAnywhereIsAnsweredInWords() throws IOException {
        var fixture = Fixture.in("valid").stream()
                .filter(candidate -> candidate.name().equals("everything.yaml"))
                .findFirst()
                .orElseThrow();
        var lines = Files.readAllLines(fixture.file());
        var file = fixture.placeIn(directory);
        int refused = 0;
        for (int line = 0; line < lines.size(); line++) {
            var colon = lines.get(line).indexOf(": ");
            if (colon < 0) {
                continue;
            }
            for (var odd : ODD) {
                var changed = new ArrayList<>(lines);
                changed.set(line, lines.get(line).substring(0, colon) + ": " + odd);
                refused += refused(file, String.join("\n", changed));
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void anyMixtureOfLinesIsAnsweredInWords() throws IOException {
        var fixture = Fixture.in("valid").getFirst();
        var lines = Files.readAllLines(fixture.file());
        var file = fixture.placeIn(directory);
        var random = new Random(20261123);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            var changed = new ArrayList<>(lines);
            for (int i = 0; i < 3; i++) {
                switch (random.nextInt(3)) {
                    case 0 -> changed.remove(random.nextInt(changed.size()));
                    case 1 -> changed.add(random.nextInt(changed.size()), changed.get(random.nextInt(changed.size())));
                    default ->
                        changed.add(random.nextInt(changed.size()), changed.remove(random.nextInt(changed.size())));
                }
            }
            refused += refused(file, String.join("\n", changed));
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void laughingABillionTimesIsRefused() throws IOException {
        var text = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("l%d: &l%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(9, "*l" + (i - 1)))));
        }

        assertThat(refused(directory.resolve("lab.yaml"), text.toString())).isEqualTo(1);
    }

    private static int refused(Path file, String text) throws IOException {
        Files.writeString(file, text);
        try {
            assertThat(LabFile.open(file).digest()).hasSize(64);
            return 0;
        } catch (InvalidLab e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.message()).isNotBlank();
                assertThat(problem.severity()).isIn((Object[]) Problem.Severity.values());
            });
            return 1;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("a stack trace instead of words for:\n" + text, e);
        }
    }
}
