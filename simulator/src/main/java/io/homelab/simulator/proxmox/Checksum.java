package io.homelab.simulator.proxmox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A checksum that a client expects of a file. */
record Checksum(String algorithm, String expected) {
    private static final Map<String, String> NAMES = Map.of(
            "md5", "MD5", "sha1", "SHA-1", "sha224", "SHA-224", "sha256", "SHA-256", "sha384", "SHA-384", "sha512",
            "SHA-512");

    static Optional<Checksum> of(Optional<String> algorithm, Optional<String> expected) {
        if (expected.isPresent() != algorithm.isPresent()) {
            throw ApiFailure.invalid(
                    expected.isPresent() ? "checksum-algorithm" : "checksum",
                    "property is missing, required by property '"
                            + (expected.isPresent() ? "checksum" : "checksum-algorithm") + "'");
        }
        algorithm.filter(name -> !NAMES.containsKey(name)).ifPresent(name -> {
            throw ApiFailure.invalid(
                    "checksum-algorithm",
                    "value '" + name
                            + "' does not have a value in the enumeration 'md5, sha1, sha224, sha256, sha384, sha512'");
        });
        return algorithm.map(name -> new Checksum(name, expected.orElseThrow().toLowerCase(Locale.ROOT)));
    }

    void verify(Path file) {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance(NAMES.getOrDefault(algorithm, algorithm));
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            var got = HexFormat.of().formatHex(digest.digest());
            if (!got.equals(expected)) {
                throw ApiFailure.died("checksum mismatch: got '" + got + "' != expect '" + expected + "'");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
