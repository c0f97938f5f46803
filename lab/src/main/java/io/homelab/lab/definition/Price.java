package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * What a GiB costs.
 *
 * @param text such as {@code 0.09 USD}
 */
public record Price(@JsonValue String text) {
    private static final Pattern PRICE = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?) ([A-Z]{3})");
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int CENTS = 2;
    private static final int EXACT = 12;

    @JsonCreator
    public Price {}

    /** What so many bytes cost, rounded to a hundredth, such as {@code 1.27 USD}. */
    public String of(long bytes) {
        var price = PRICE.matcher(text);
        if (!price.matches()) {
            throw new IllegalStateException("the schema lets no such price through: " + text);
        }
        var cost = new BigDecimal(price.group(1))
                .multiply(BigDecimal.valueOf(bytes))
                .divide(GIB, EXACT, RoundingMode.HALF_UP);
        return cost.signum() > 0 && cost.compareTo(CENT) < 0
                ? "less than 0.01 " + price.group(2)
                : cost.setScale(CENTS, RoundingMode.HALF_UP) + " " + price.group(2);
    }

    @Override
    public String toString() {
        return text;
    }
}
