package io.homelab.simulator.git;

import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Git server on host 5, port 3000. */
public final class GitFace implements AutoCloseable {
    private static final int HOST = 5;
    private static final int PORT = 3000;

    private final DiskWorld world;
    private final WebServer web;
    private final Repositories repositories;
    private final List<GitAccount> accounts;
    private final GitEndpoint endpoint;
    private WebServer.@Nullable Listener listener;

    private GitFace(DiskWorld world, WebServer web) {
        this.world = world;
        this.web = web;
        repositories = new Repositories(world.directory().resolve("git"), world.clock());
        accounts = GitAccount.of(world.store());
        endpoint = new GitEndpoint(world, repositories, accounts);
    }

    /** Serves the world's repositories; the seeds count only for those that are not there yet. */
    public static GitFace open(DiskWorld world, List<RepositorySeed> seeds, WebServer web) throws IOException {
        world.lan().claim(world.lan().host(HOST), "bc:24:11:ff:fe:05");
        var face = new GitFace(world, web);
        seeds.forEach(face.repositories::create);
        face.reachable(true);
        return face;
    }

    /** Whether anything listens. */
    public synchronized void reachable(boolean on) throws IOException {
        if (on && listener == null) {
            listener = web.listen(new InetSocketAddress(world.lan().host(HOST), PORT), endpoint);
        } else if (!on && listener != null) {
            listener.close();
            listener = null;
        }
    }

    public Repositories repositories() {
        return repositories;
    }

    /** Who may use it; what they may do here they may do on GitHub's API. */
    public List<GitAccount> accounts() {
        return accounts;
    }

    public String url() {
        return "http://" + world.lan().host(HOST).getHostAddress() + ":" + PORT;
    }

    /** How to use it. */
    public Info info() {
        return new Info(
                url(),
                accounts.getFirst(),
                accounts.get(1),
                accounts.getLast(),
                repositories.names().stream()
                        .map(name -> new Served(name, url() + "/" + name + ".git"))
                        .toList());
    }

    @Override
    public synchronized void close() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    /** One repository. */
    public record Served(String name, String url) {}

    /**
     * What a client needs to know.
     *
     * @param writer may push
     * @param owner may do that too, and on GitHub what the owner of a repository may
     * @param reader may fetch
     */
    public record Info(String url, GitAccount writer, GitAccount owner, GitAccount reader, List<Served> repositories) {}
}
