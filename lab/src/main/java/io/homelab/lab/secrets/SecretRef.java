package io.homelab.lab.secrets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where a secret is, never the secret: env:NAME, file:PATH, age:NAME or exec:COMMAND. */
public record SecretRef(Scheme scheme, String target) {
    private static final Pattern SHAPE = Pattern.compile("(env|file|age|exec):(\\S.*)");

    /** Where a reference points. */
    public enum Scheme {
        /** An environment variable of the process that resolves it. */
        ENV,
        /** A file, relative to the lab file unless absolute. */
        FILE,
        /** An entry of the secret store. */
        AGE,
        /** A command whose standard output is the secret. */
        EXEC
    }

    /** Reads a reference; the message of the IllegalArgumentException never repeats the text, which may be a secret. */
    @JsonCreator
    public static SecretRef parse(String text) {
        var matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a secret reference (env:, file:, age: or exec:)");
        }
        return new SecretRef(Scheme.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), matcher.group(2));
    }

    @Override
    @JsonValue
    public String toString() {
        return scheme.name().toLowerCase(Locale.ROOT) + ":" + target;
    }
}
