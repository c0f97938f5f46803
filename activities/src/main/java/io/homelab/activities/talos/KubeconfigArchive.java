package io.homelab.activities.talos;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * Reads the one file out of Talos' kubeconfig archive. Talos closes the gzip and not the tar, so there are no end blocks and
 * a strict tar reader throws: the header's size is all that is needed (facts: talos A2).
 */
final class KubeconfigArchive {
    private static final int HEADER = 512;
    private static final int SIZE_AT = 124;
    private static final int SIZE_DIGITS = 11;
    private static final int OCTAL = 8;

    private KubeconfigArchive() {}

    static String read(byte[] archive) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            var header = in.readNBytes(HEADER);
            var size = Integer.parseInt(
                    new String(header, SIZE_AT, SIZE_DIGITS, StandardCharsets.US_ASCII).strip(), OCTAL);
            var content = in.readNBytes(size);
            if (content.length < size) {
                throw new IOException("the archive ends early");
            }
            return new String(content, StandardCharsets.UTF_8);
        } catch (IOException | NumberFormatException e) {
            throw new Problem(
                    FailureClass.TRANSIENT, "Talos sent a kubeconfig that is not whole", "talos Kubeconfig", null, e);
        }
    }
}
