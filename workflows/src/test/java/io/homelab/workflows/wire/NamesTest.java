package io.homelab.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Names are in histories, scripts and bookmarks: {@code names.txt} only grows. */
class NamesTest {
    @Test
    void everyNameThatWasEverGivenIsStillThere() throws IOException {
        assertThat(Contract.names()).containsAll(listed());
    }

    @Test
    void everyNameIsListed() throws IOException {
        assertThat(listed())
                .as("append what is new to src/test/resources/names.txt")
                .containsAll(Contract.names());
    }

    @Test
    void noNameIsListedTwice() throws IOException {
        assertThat(listed()).doesNotHaveDuplicates().isNotEmpty();
    }

    private static List<String> listed() throws IOException {
        try (var in = Objects.requireNonNull(NamesTest.class.getResourceAsStream("/names.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
