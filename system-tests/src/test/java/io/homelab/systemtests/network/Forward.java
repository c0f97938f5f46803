package io.homelab.systemtests.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A load balancer with one machine behind it: what comes in at a port goes on to the same port there. */
final class Forward implements AutoCloseable {
    private static final int WAITING = 50;

    private final ServerSocket server;
    private final String behind;

    Forward(InetAddress at, int port, String behind) throws IOException {
        this.server = new ServerSocket(port, WAITING, at);
        this.behind = behind;
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException e) {
                continue; // the end, or a client that left while it was let in
            }
        }
    }

    private void join(Socket client) {
        try (client;
                var there = new Socket(behind, server.getLocalPort())) {
            var back = Thread.ofVirtual().start(() -> copy(there, client));
            copy(client, there);
            back.join();
        } catch (IOException e) {
            return; // nobody is behind it: the client's connection is cut, as by any load balancer
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            return; // one side is gone; the other direction sees it too
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
