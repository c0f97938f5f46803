package io.homelab.simulator.world;

import io.homelab.simulator.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What boots from a disk or an ISO. Its bytes carry a digest of themselves, so that an image which was altered or cut
 * short does not boot, as in real life.
 *
 * @param system such as {@code talos}
 * @param version such as {@code v1.9.5}
 * @param schematic the Image Factory schematic id (64 hex digits)
 * @param platform such as {@code nocloud} or {@code metal}
 * @param architecture such as {@code amd64}
 */
public record BootImage(String system, String version, String schematic, String platform, String architecture) {
    private static final byte[] MAGIC = "SIMULATED BOOT IMAGE 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST = 32;

    /** The image as {@code size} bytes, the same each time. */
    public byte[] bytes(int size) {
        var description = String.join("\n", system, version, schematic, platform, architecture, "")
                .getBytes(StandardCharsets.UTF_8);
        var body = ByteBuffer.allocate(size - DIGEST);
        body.put(MAGIC).putInt(description.length).put(description);
        for (int i = body.position(); i < body.capacity(); i++) {
            body.put((byte) (i * 31 + (i >>> 8)));
        }
        return ByteBuffer.allocate(size)
                .put(body.array())
                .put(Sha256.of(body.array()))
                .array();
    }

    /** The image that these bytes hold; empty when they hold none or were damaged. */
    public static Optional<BootImage> read(byte[] bytes) {
        if (bytes.length < MAGIC.length + 4 + DIGEST || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            return Optional.empty();
        }
        var body = Arrays.copyOf(bytes, bytes.length - DIGEST);
        if (!Arrays.equals(Sha256.of(body), Arrays.copyOfRange(bytes, bytes.length - DIGEST, bytes.length))) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(body).position(MAGIC.length);
        var description = new byte[buffer.getInt()];
        buffer.get(description);
        var fields = new String(description, StandardCharsets.UTF_8).split("\n", -1);
        return Optional.of(new BootImage(fields[0], fields[1], fields[2], fields[3], fields[4]));
    }
}
