package io.homelab.simulator.charts;

import io.homelab.simulator.web.Authority;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** The chart repository on host 4, port 8443. */
public final class ChartsFace implements AutoCloseable {
    private static final int HOST = 4;
    private static final int PORT = 8443;

    private final DiskWorld world;
    private final WebServer.Listener listener;

    private ChartsFace(DiskWorld world, WebServer.Listener listener) {
        this.world = world;
        this.listener = listener;
    }

    public static ChartsFace open(DiskWorld world, WebServer web, Authority authority) throws IOException {
        var address = world.lan().host(HOST);
        world.lan().claim(address, "bc:24:11:ff:fe:04");
        var identity = authority.server("charts", List.of("charts"), List.of(address));
        var face = new ChartsFace(
                world,
                web.listen(new InetSocketAddress(address, PORT), identity, new ChartsEndpoint(world, url(world))));
        return face;
    }

    private static String url(DiskWorld world) {
        return "https://" + world.lan().host(HOST).getHostAddress() + ":" + PORT;
    }

    public String url() {
        return url(world);
    }

    @Override
    public void close() {
        listener.close();
    }
}
