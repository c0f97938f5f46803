package io.homelab.simulator.kubernetes.apiserver;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** What a command writes, as messages of one channel. */
final class ExecOutput extends OutputStream {
    /** As much as a kubelet copies at once. */
    private static final int LONGEST = 32 * 1024;

    private final Sink sink;
    private final boolean terminal;

    /** Where messages go. */
    @FunctionalInterface
    interface Sink {
        /** @throws IOException when the client is gone */
        void send(byte[] payload) throws IOException;
    }

    /** @param terminal whether each line ends as terminals end it */
    ExecOutput(Sink sink, boolean terminal) {
        this.sink = sink;
        this.terminal = terminal;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var said = Arrays.copyOfRange(bytes, offset, offset + length);
        var shown = terminal ? returned(said) : said;
        for (var from = 0; from < shown.length; from += LONGEST) {
            sink.send(Arrays.copyOfRange(shown, from, Math.min(shown.length, from + LONGEST)));
        }
    }

    private static byte[] returned(byte[] bytes) {
        var longer = new byte[bytes.length * 2];
        var length = 0;
        for (var one : bytes) {
            if (one == '\n') {
                longer[length++] = '\r';
            }
            longer[length++] = one;
        }
        return Arrays.copyOf(longer, length);
    }
}
