package io.homelab.lab.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("memoryMiB", "diskGiB", "cores", "addressMode", "address");

    @ParameterizedTest
    @CsvSource({"memorymib, memoryMiB", "adress, address", "addresMode, addressMode", "core, cores", "diskGB, diskGiB"})
    void aSlipOfTheHandFindsTheWordThatWasMeant(String written, String meant) {
        assertThat(Suggestion.among(KNOWN, written)).contains(meant);
    }

    @Test
    void aWordFarFromAllFindsNone() {
        assertThat(Suggestion.among(KNOWN, "colour")).isEmpty();
    }
}
