package io.homelab.simulator.factory;

import io.homelab.simulator.web.Authority;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** The Image Factory on host 3; port 8443, since 443 may need privileges. */
public final class FactoryFace implements AutoCloseable {
    private static final int HOST = 3;
    private static final int PORT = 8443;

    private final DiskWorld world;
    private final WebServer.Listener listener;

    private FactoryFace(DiskWorld world, WebServer.Listener listener) {
        this.world = world;
        this.listener = listener;
    }

    public static FactoryFace open(DiskWorld world, WebServer web, Authority authority) throws IOException {
        var address = world.lan().host(HOST);
        world.lan().claim(address, "bc:24:11:ff:fe:03");
        var identity = authority.server("factory", List.of("factory"), List.of(address));
        var endpoint = new FactoryEndpoint(world);
        return new FactoryFace(world, web.listen(new InetSocketAddress(address, PORT), identity, endpoint));
    }

    public String url() {
        return "https://" + world.lan().host(HOST).getHostAddress() + ":" + PORT;
    }

    @Override
    public void close() {
        listener.close();
    }
}
