package io.homelab.activities.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets that the gate hears of: closing one under its TLS cuts the connection as the death of a process does. */
final class GatedSockets extends SocketFactory {
    private final Gate gate;

    GatedSockets(Gate gate) {
        this.gate = gate;
    }

    @Override
    public Socket createSocket() throws IOException {
        return heard(getDefault().createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return heard(getDefault().createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return heard(getDefault().createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return heard(getDefault().createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return heard(getDefault().createSocket(host, port, local, localPort));
    }

    private Socket heard(Socket socket) {
        gate.opened(socket);
        return socket;
    }
}
