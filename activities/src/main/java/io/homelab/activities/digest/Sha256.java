package io.homelab.activities.digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntConsumer;

/** SHA-256 as 64 lower-case hex digits. */
public final class Sha256 {
    private static final int CHUNK = 1 << 17;

    private Sha256() {}

    public static String of(byte[] content) {
        return hex(fresh().digest(content));
    }

    /** Of the text's UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a file, which may be larger than memory. */
    public static String of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return of(in, count -> {});
        }
    }

    /**
     * Of a stream, read to its end.
     *
     * @param read told each time how many bytes have come
     */
    public static String of(InputStream stream, IntConsumer read) throws IOException {
        var digest = fresh();
        var chunk = new byte[CHUNK];
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
            digest.update(chunk, 0, count);
            read.accept(count);
        }
        return hex(digest.digest());
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
