package io.homelab.lab.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {
    @ParameterizedTest
    @CsvSource({
        "0.09 USD, 0, 0.00 USD",
        "0.09 USD, 1, less than 0.01 USD",
        "0.09 USD, 1073741824, 0.09 USD",
        "0.085 EUR, 1073741824, 0.09 EUR",
        "0.01 EUR, 3298534883328, 30.72 EUR",
        "0 EUR, 3298534883328, 0.00 EUR",
        "999999.999999 EUR, 9223372036854775807, 8589934591991410.06 EUR",
    })
    void costsByTheGibibyteAndIsRoundedToAHundredth(String price, long bytes, String cost) {
        assertThat(new Price(price).of(bytes)).isEqualTo(cost);
    }
}
