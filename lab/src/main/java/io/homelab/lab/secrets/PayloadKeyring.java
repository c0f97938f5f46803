package io.homelab.lab.secrets;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that payloads of runs are encrypted with. The current one writes; older ones still read what they wrote.
 *
 * @param current id of the key that writes
 */
public record PayloadKeyring(String current, Map<String, SecretKey> keys) {
    /** The environment variable: ID=REFERENCE, and older ones after commas. */
    public static final String VARIABLE = "HOMELAB_PAYLOAD_KEYS";
    /** Entries of the secret store that are such keys; the last by name is the current one. */
    public static final String PREFIX = "payload-key-";

    private static final int BYTES = 32;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern ITEM = Pattern.compile("\\s*([A-Za-z0-9._-]+)=(.+)");

    public PayloadKeyring {
        keys = Map.copyOf(keys);
    }

    /** The keys that the variable names. */
    public static PayloadKeyring named(String variable, SecretResolver resolver) {
        var keys = new LinkedHashMap<String, SecretKey>();
        for (var item : variable.split(",", -1)) {
            var matcher = ITEM.matcher(item);
            if (!matcher.matches()) {
                throw new SecretUnavailable(
                        VARIABLE + " is ID=REFERENCE, and more after commas, such as 2=age:payload-key-2");
            }
            keys.put(matcher.group(1), key(matcher.group(1), resolver.resolve(reference(matcher.group(2)))));
        }
        return new PayloadKeyring(keys.keySet().iterator().next(), keys);
    }

    /** The keys of a secret store; empty when it has none. */
    public static Optional<PayloadKeyring> stored(SecretStore store) {
        var keys = new LinkedHashMap<String, SecretKey>();
        var current = "";
        for (var name : store.list()) {
            if (name.startsWith(PREFIX)) {
                current = name.substring(PREFIX.length());
                keys.put(current, key(current, store.get(name).orElseThrow()));
            }
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new PayloadKeyring(current, keys));
    }

    /** A key of 32 bytes: as they are, in hexadecimal or in Base64. */
    public static SecretKey key(String id, Secret secret) {
        var bytes = bytes(secret);
        if (bytes.length != BYTES) {
            throw new SecretUnavailable("payload key " + id + ": " + BYTES
                    + " bytes are needed, as they are, in hexadecimal or in Base64 — openssl rand -base64 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] bytes(Secret secret) {
        var raw = secret.bytes();
        if (raw.length == BYTES) {
            return raw;
        }
        var text = secret.text();
        try {
            return HEX.matcher(text).matches()
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // its message would quote the text
        }
    }

    private static SecretRef reference(String text) {
        try {
            return SecretRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SecretUnavailable(VARIABLE + " holds something that is " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "PayloadKeyring[current=" + current + ", ids=" + keys.keySet() + "]";
    }
}
