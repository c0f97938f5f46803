package io.homelab.simulator.talos.pki;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** PEM text, and PEM in base64 once more as Talos' YAML has it. */
public final class Pem {
    private Pem() {}

    /** One PEM block. */
    public static String write(String label, byte[] der) {
        var text = new StringWriter();
        try (var pem = new PemWriter(text)) {
            pem.writeObject(new PemObject(label, der));
        } catch (IOException e) {
            throw new IllegalStateException("a string takes every character", e);
        }
        return text.toString();
    }

    /** The first block of a PEM text. */
    public static PemObject read(String pem) {
        try (var reader = new PemReader(new StringReader(pem))) {
            var block = reader.readPemObject();
            if (block == null) {
                throw new IllegalArgumentException("failed to parse PEM block");
            }
            return block;
        } catch (IOException e) {
            throw new IllegalArgumentException("failed to parse PEM block", e);
        }
    }

    /** PEM that YAML carries as base64. */
    public static String decode(String base64) {
        return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.US_ASCII);
    }

    public static String encode(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
