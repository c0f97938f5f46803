package io.homelab.lab.definition;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What marks a resource as ours, from the lab's key and the resource's address alone (DESIGN §3: identity, not run). */
public record Marker(String value) {
    private static final int LENGTH = 26;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    /** The first 26 characters of lower-case base32 of HMAC-SHA256(key, address): 130 bits that fit a Proxmox tag. */
    public static Marker of(byte[] labKey, String address) {
        var bits = new BigInteger(1, hmac(labKey, address.getBytes(StandardCharsets.UTF_8)));
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(bits.shiftRight(256 - 5 * (i + 1)).intValue() & 31));
        }
        return new Marker(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
