package io.homelab.activities.transport;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what comes up to a size, and knows whether more came. */
public final class CappedBytes extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int most;
    private boolean overflowed;

    /** @param most bytes */
    public CappedBytes(int most) {
        this.most = most;
    }

    @Override
    public synchronized void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        var fits = Math.min(length, most - kept.size());
        kept.write(bytes, offset, fits);
        overflowed |= fits < length;
    }

    /** Whether more came than is kept. */
    public synchronized boolean overflowed() {
        return overflowed;
    }

    /** What is kept, as UTF-8. */
    public synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
