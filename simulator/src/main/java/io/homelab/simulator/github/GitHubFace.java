package io.homelab.simulator.github;

import io.homelab.simulator.git.GitFace;
import io.homelab.simulator.web.Authority;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** GitHub's API on the Git server's host, port 3443; its accounts' passwords are the tokens. */
public final class GitHubFace implements AutoCloseable {
    private static final int HOST = 5;
    private static final int PORT = 3443;

    private final DiskWorld world;
    private final WebServer.Listener listener;

    private GitHubFace(DiskWorld world, WebServer.Listener listener) {
        this.world = world;
        this.listener = listener;
    }

    public static GitHubFace open(DiskWorld world, GitFace git, WebServer web, Authority authority) throws IOException {
        var address = world.lan().host(HOST);
        var identity = authority.server("github", List.of("github"), List.of(address));
        var endpoint = new GitHubEndpoint(world, git, url(world));
        return new GitHubFace(world, web.listen(new InetSocketAddress(address, PORT), identity, endpoint));
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
