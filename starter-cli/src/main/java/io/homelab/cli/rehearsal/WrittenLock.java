package io.homelab.cli.rehearsal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A lock as restic would have written it at another time on another host: nobody can wait until a real one is old. Encrypted as
 * restic does, AES-256 in counter mode with Poly1305-AES (doc/design.rst, "Keys, Encryption and MAC").
 *
 * @param name below {@code locks/}: the SHA-256 of the content
 */
record WrittenLock(String name, byte[] content) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));
    private static final BigInteger CLAMP = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);
    private static final int BLOCK = 16;

    /** @param keys of the repository, as {@code restic cat masterkey} says them */
    static WrittenLock of(String keys, String host, long pid, Instant heard) {
        var lock = JSON.createObjectNode()
                .put("time", heard.toString())
                .put("exclusive", false)
                .put("hostname", host)
                .put("username", "root")
                .put("pid", pid);
        try {
            var content = sealed(JSON.readTree(keys), lock.toString().getBytes(StandardCharsets.UTF_8));
            var name = MessageDigest.getInstance("SHA-256").digest(content);
            return new WrittenLock(HexFormat.of().formatHex(name), content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES and SHA-256", e);
        }
    }

    /** Nonce, what is hidden, and its authentication. */
    private static byte[] sealed(JsonNode keys, byte[] open) throws GeneralSecurityException {
        var nonce = new byte[BLOCK];
        new SecureRandom().nextBytes(nonce);
        var counter = Cipher.getInstance("AES/CTR/NoPadding");
        counter.init(
                Cipher.ENCRYPT_MODE, new SecretKeySpec(bytes(keys.path("encrypt")), "AES"), new IvParameterSpec(nonce));
        var hidden = counter.doFinal(open);
        var mac = poly1305(bytes(keys.at("/mac/k")), bytes(keys.at("/mac/r")), nonce, hidden);
        var all = Arrays.copyOf(nonce, BLOCK + hidden.length + BLOCK);
        System.arraycopy(hidden, 0, all, BLOCK, hidden.length);
        System.arraycopy(mac, 0, all, BLOCK + hidden.length, BLOCK);
        return all;
    }

    private static byte[] poly1305(byte[] k, byte[] r, byte[] nonce, byte[] message) throws GeneralSecurityException {
        var block = Cipher.getInstance("AES/ECB/NoPadding");
        block.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(k, "AES"));
        var factor = number(r).and(CLAMP);
        var sum = BigInteger.ZERO;
        for (int at = 0; at < message.length; at += BLOCK) {
            var part = Arrays.copyOfRange(message, at, Math.min(at + BLOCK, message.length));
            var marked = Arrays.copyOf(part, part.length + 1);
            marked[part.length] = 1;
            sum = sum.add(number(marked)).multiply(factor).mod(PRIME);
        }
        var mac = sum.add(number(block.doFinal(nonce)));
        var bytes = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            bytes[i] = mac.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    /** The first byte counts least. */
    private static BigInteger number(byte[] bytes) {
        var reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[bytes.length - 1 - i] = bytes[i];
        }
        return new BigInteger(1, reversed);
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asString());
    }
}
