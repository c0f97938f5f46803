package io.homelab.activities.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A DSSE envelope (https://github.com/secure-systems-lab/dsse): the payload as it was signed, and the signature. */
record Envelope(String payload, String payloadType, List<Signature> signatures) {
    static final String IN_TOTO = "application/vnd.in-toto+json";

    /** A changed file may lack anything; what is missing is empty and verifies with no key. */
    Envelope {
        payload = payload == null ? "" : payload;
        payloadType = payloadType == null ? "" : payloadType;
        signatures = signatures == null ? List.of() : List.copyOf(signatures);
    }

    /** A signature in base64 over the pre-authentication encoding. */
    record Signature(String keyid, String sig) {
        Signature {
            keyid = keyid == null ? "" : keyid;
            sig = sig == null ? "" : sig;
        }
    }

    static Envelope sign(byte[] payload, SigningKey key) {
        var signature = key.sign(preAuthenticationEncoding(IN_TOTO, payload));
        return new Envelope(
                Base64.getEncoder().encodeToString(payload),
                IN_TOTO,
                List.of(new Signature(key.publicKey().id(), Base64.getEncoder().encodeToString(signature))));
    }

    byte[] content() {
        return Base64.getDecoder().decode(payload);
    }

    /** Whether the one signature is the key's. */
    boolean isSignedBy(VerifyingKey key) {
        return signatures.size() == 1
                && key.verifies(
                        preAuthenticationEncoding(payloadType, content()),
                        Base64.getDecoder().decode(signatures.getFirst().sig()));
    }

    /** What is signed: type and payload with their lengths, so that neither can pass for the other. */
    static byte[] preAuthenticationEncoding(String type, byte[] payload) {
        var out = new ByteArrayOutputStream();
        var typeBytes = type.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(typeBytes);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
