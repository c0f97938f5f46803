package io.homelab.simulator.proxmox;

import io.homelab.simulator.web.Authority;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.LoopbackLan;
import io.homelab.simulator.zfs.Pools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Proxmox cluster that listens. */
public final class ProxmoxFace implements AutoCloseable {
    private static final int GATEWAY = 1;
    private static final Caller SYSTEM = new Caller("root@pam", Optional.empty());

    private final Pve pve;
    private final Authority authority;
    private final Authority.Identity identity;
    private final List<WebServer.Listener> listeners = new ArrayList<>();

    private ProxmoxFace(Pve pve, Authority authority, Authority.Identity identity) {
        this.pve = pve;
        this.authority = authority;
        this.identity = identity;
    }

    /**
     * Opens the cluster of a world; in a world that was open before, its machines that ran are started again.
     *
     * @param wanted what to make when the world has no cluster yet
     * @param trusted certificates that the nodes trust when they download
     */
    public static ProxmoxFace open(
            DiskWorld world, HypervisorOptions wanted, WebServer web, List<X509Certificate> trusted)
            throws IOException {
        var documents = new Documents<>(world.store(), "pve-options", HypervisorOptions.class);
        if (documents.get("options").isEmpty()) {
            documents.put("options", wanted);
        }
        var options = documents.get("options").orElse(wanted);
        var authority = new Authority(world.store(), "Proxmox Virtual Environment " + world.name());
        var addresses = new ArrayList<InetAddress>();
        for (int i = 0; i < options.nodes().size(); i++) {
            addresses.add(NodeAddresses.of(world.lan(), i));
        }
        var identity = authority.server("pveproxy", options.nodes(), addresses);
        var pve = new Pve(world, options, trusted);
        var face = new ProxmoxFace(pve, authority, identity);
        face.listen(web, addresses);
        pve.state.locked(face::startWhatRan);
        return face;
    }

    private void listen(WebServer web, List<InetAddress> addresses) throws IOException {
        var endpoint = new ApiEndpoint(pve);
        var lan = pve.world.lan();
        lan.claim(lan.host(GATEWAY), "bc:24:11:ff:ff:fe");
        for (int i = 0; i < addresses.size(); i++) {
            lan.claim(addresses.get(i), "bc:24:11:ff:ff:%02x".formatted(i));
            listeners.add(
                    i == 0
                            ? web.listen(lan.hypervisorSocket(), identity, endpoint)
                            : web.listen(
                                    new InetSocketAddress(addresses.get(i), LoopbackLan.HYPERVISOR_PORT),
                                    identity,
                                    endpoint));
        }
    }

    private void startWhatRan() {
        pve.vms.all().stream()
                .filter(VmDocument::running)
                .filter(vm -> pve.nodes.isAlive(vm.node()))
                .forEach(vm -> pve.machines.powerOn(vm.vmid()));
    }

    /** How a client reaches it. */
    public Info info() {
        var token = pve.access.document().tokens().get(Access.TOKEN);
        return new Info(
                "https://" + pve.world.lan().host(LoopbackLan.HYPERVISOR).getHostAddress() + ":"
                        + LoopbackLan.HYPERVISOR_PORT,
                pve.options.pveVersion(),
                pve.options.nodes(),
                Access.TOKEN,
                token == null ? "" : token.secret(),
                "root@pam",
                Access.ROOT_PASSWORD,
                authority.pem(),
                identity.fingerprint(),
                pve.storages.all().stream().map(StorageDocument::name).toList(),
                Network.BRIDGES.getFirst());
    }

    /** The ZFS pools of the first node. */
    public Pools pools() {
        return pve.pools;
    }

    /** What may be done to the lab behind the API's back. */
    public Backstage backstage() {
        return new Backstage(pve, SYSTEM);
    }

    @Override
    public void close() {
        listeners.forEach(WebServer.Listener::close);
        pve.state.locked(pve.machines::abandon);
    }

    /** Stops listening as a killed process would; the store is not touched any more. */
    public void abandon() {
        listeners.forEach(WebServer.Listener::close);
        pve.machines.abandon();
    }

    /**
     * @param token the secret of {@code tokenId}
     * @param ca the authority's certificate as PEM
     * @param fingerprint SHA-256 of the server's certificate
     */
    public record Info(
            String url,
            String version,
            List<String> nodes,
            String tokenId,
            String token,
            String rootUser,
            String rootPassword,
            String ca,
            String fingerprint,
            List<String> storages,
            String bridge) {}
}
