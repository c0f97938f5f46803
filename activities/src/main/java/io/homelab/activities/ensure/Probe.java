package io.homelab.activities.ensure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** Knocks at ports, to see whether an address is in use. */
public final class Probe {
    private static final List<Integer> USUAL = List.of(50000, 6443, 22, 80, 443, 8006);
    private static final int KNOCK_MILLIS = 300;

    private Probe() {}

    /** The first usual port at which something accepts a connection. */
    public static Optional<Integer> answering(String address) {
        for (int port : USUAL) {
            if (accepts(address, port)) {
                return Optional.of(port);
            }
        }
        return Optional.empty();
    }

    /** Whether a host name, or an address, leads anywhere as seen from here. */
    public static boolean resolves(String host) {
        return !new InetSocketAddress(host, 1).isUnresolved();
    }

    /** Whether something accepts a connection there. */
    public static boolean accepts(String address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), KNOCK_MILLIS);
            return true;
        } catch (IOException e) {
            return false; // refused, unreachable or silent: nobody is there
        }
    }
}
