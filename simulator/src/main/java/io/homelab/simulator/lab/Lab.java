package io.homelab.simulator.lab;

import io.homelab.simulator.charts.ChartsFace;
import io.homelab.simulator.factory.FactoryFace;
import io.homelab.simulator.git.GitFace;
import io.homelab.simulator.git.RepositorySeed;
import io.homelab.simulator.github.GitHubFace;
import io.homelab.simulator.proxmox.HypervisorOptions;
import io.homelab.simulator.proxmox.ProxmoxFace;
import io.homelab.simulator.s3.S3Face;
import io.homelab.simulator.s3.S3Keys;
import io.homelab.simulator.web.Authority;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.zfs.Pools;
import io.homelab.simulator.zfs.SshFace;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A world with its hypervisor, its image factory, its chart repository and its Git server, all of which listen. */
public final class Lab implements AutoCloseable {
    private static final int GATEWAY = 1;

    private final DiskWorld world;
    private final Authority authority;
    private final FactoryFace factory;
    private final ChartsFace charts;
    private final GitFace git;
    private final GitHubFace github;
    private final ProxmoxFace proxmox;
    private final WebServer web;
    private @Nullable S3Face s3;
    private @Nullable SshFace ssh;

    private Lab(DiskWorld world, HypervisorOptions options, List<RepositorySeed> seeds, WebServer web)
            throws IOException {
        this.world = world;
        this.web = web;
        // The world's own stand-in for the public authorities that everybody trusts.
        authority = new Authority(world.store(), "Simulated Internet " + world.name());
        factory = FactoryFace.open(world, web, authority);
        charts = ChartsFace.open(world, web, authority);
        git = GitFace.open(world, seeds, web);
        github = GitHubFace.open(world, git, web, authority);
        proxmox = ProxmoxFace.open(world, options, web, List.of(authority.certificate()));
        if (!proxmox.pools().all().isEmpty()) {
            ssh = SshFace.open(world, proxmox.pools());
        }
        world.store().commit();
    }

    /** Opens the faces of a world; the options and seeds count only the first time. */
    static Lab open(DiskWorld world, HypervisorOptions options, List<RepositorySeed> seeds, WebServer web)
            throws IOException {
        try {
            return new Lab(world, options, seeds, web);
        } catch (IOException | RuntimeException e) {
            world.close();
            throw e;
        }
    }

    public DiskWorld world() {
        return world;
    }

    public ProxmoxFace proxmox() {
        return proxmox;
    }

    public GitFace git() {
        return git;
    }

    /** The ZFS pools of the first node. */
    public Pools pools() {
        return proxmox.pools();
    }

    /** The SSH server of the first node; it begins to listen when somebody asks for it, since few labs need one. */
    public synchronized SshFace ssh() throws IOException {
        if (ssh == null) {
            ssh = SshFace.open(world, proxmox.pools());
        }
        return ssh;
    }

    /** Puts buckets' configurations in front of an S3 server that has none; the URL that clients use then. */
    public synchronized String front(URI upstream, S3Keys keys) throws IOException {
        if (s3 != null) {
            s3.close();
        }
        s3 = S3Face.open(web, upstream, keys);
        return s3.url();
    }

    /** What was put in front. */
    public synchronized S3Face front() {
        return Optional.ofNullable(s3)
                .orElseThrow(() -> new NoSuchElementException("nothing is in front of an S3 server"));
    }

    /** How to reach everything in it. */
    public Info info() {
        var ca = authority.pem();
        var hypervisor = proxmox.info();
        return new Info(
                world.name(),
                world.options().factor(),
                world.lan().cidr(),
                world.lan().host(GATEWAY).getHostAddress(),
                hypervisor,
                new Service(factory.url(), ca),
                new Service(charts.url(), ca),
                git.info(),
                new Service(github.url(), ca),
                hypervisor.storages(),
                hypervisor.bridge());
    }

    @Override
    public void close() {
        proxmox.close();
        factory.close();
        charts.close();
        github.close();
        git.close();
        synchronized (this) {
            if (s3 != null) {
                s3.close();
            }
            if (ssh != null) {
                ssh.close();
            }
        }
        world.close();
    }

    /** @param ca the certificate of the authority that signed the server's, as PEM */
    public record Service(String url, String ca) {}

    /**
     * What a client needs to know of a lab.
     *
     * @param github where GitHub's API is, with the Git accounts' passwords for tokens
     */
    public record Info(
            String name,
            double factor,
            String cidr,
            String gateway,
            ProxmoxFace.Info proxmox,
            Service factory,
            Service charts,
            GitFace.Info git,
            Service github,
            List<String> storages,
            String bridge) {}
}
