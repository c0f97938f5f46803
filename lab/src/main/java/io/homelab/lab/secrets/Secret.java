package io.homelab.lab.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A secret in memory: prints as "<redacted>" and can be wiped. */
public final class Secret implements AutoCloseable {
    private final byte[] bytes;
    private boolean wiped;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes a copy; the caller wipes its own. */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the bytes; throws IllegalStateException once wiped. */
    public byte[] bytes() {
        if (wiped) {
            throw new IllegalStateException("the secret was wiped");
        }
        return bytes.clone();
    }

    /** The bytes as UTF-8 without line breaks at the end, which files and commands leave behind. */
    public String text() {
        var copy = bytes();
        try {
            int end = copy.length;
            while (end > 0 && (copy[end - 1] == '\n' || copy[end - 1] == '\r')) {
                end--;
            }
            return new String(copy, 0, end, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** Overwrites the bytes; what text() gave out lives on until the JVM collects it. */
    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
        wiped = true;
    }

    @Override
    public void close() {
        wipe();
    }

    @Override
    public String toString() {
        return "<redacted>";
    }
}
