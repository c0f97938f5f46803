package io.homelab.activities.restic;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between an audit and its server, and counts the packs that are asked for before it passes the question on. */
final class CountingProxy implements AutoCloseable {
    private static final String ASKED = "GET /backups/restic/data/";

    final AtomicInteger reads = new AtomicInteger();

    /** What is done after each that was counted. */
    volatile Runnable counted = () -> {};

    private final ServerSocket door;
    private final int server;

    CountingProxy(int server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var upstream = new Socket();
                upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
                Thread.startVirtualThread(() -> pass(client, upstream, true));
                Thread.startVirtualThread(() -> pass(upstream, client, false));
            } catch (IOException e) {
                continue; // closed, or nobody there: the audit says so
            }
        }
    }

    private void pass(Socket from, Socket to, boolean counting) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream(), counting);
        } catch (IOException e) {
            return; // one of the two is gone, and that is what this is about
        }
    }

    private void copy(InputStream in, OutputStream out, boolean counting) throws IOException {
        var bytes = new byte[1 << 16];
        var tail = "";
        for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
            if (counting) {
                var text = tail + new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
                for (int at = text.indexOf(ASKED); at >= 0; at = text.indexOf(ASKED, at + 1)) {
                    reads.incrementAndGet();
                    counted.run();
                }
                tail = text.substring(Math.max(0, text.length() - ASKED.length() + 1));
            }
            out.write(bytes, 0, length);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
