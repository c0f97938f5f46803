package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param text such as {@code 1KiB}
 */
public record ByteSize(@JsonValue String text) {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB|TiB)");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final int BITS = 10;

    @JsonCreator
    public ByteSize {}

    /** What the text means; the schema lets nothing else through. */
    public long bytes() {
        var size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalStateException("the schema lets no such size through: " + text);
        }
        return Long.parseLong(size.group(1)) << BITS * UNITS.indexOf(size.group(2));
    }

    @Override
    public String toString() {
        return text;
    }
}
