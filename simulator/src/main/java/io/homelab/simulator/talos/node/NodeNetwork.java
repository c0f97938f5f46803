package io.homelab.simulator.talos.node;

import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.config.NetworkPlan;
import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.Guest;
import io.homelab.simulator.world.Hardware;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A machine's address: how it comes by one, or why it has none. */
final class NodeNetwork {
    private final Site site;
    private final Hardware hardware;
    private final BootImage image;
    private final Journal journal;
    private volatile @Nullable NetworkPlan plan;
    private volatile @Nullable InetAddress address;
    private @Nullable String complaint;

    NodeNetwork(Site site, Hardware hardware, BootImage image, Journal journal) {
        this.site = site;
        this.hardware = hardware;
        this.image = image;
        this.journal = journal;
    }

    /** Takes an address if there is one to take. */
    void up(@Nullable MachineConfig config) {
        if (address != null) {
            return;
        }
        var found = NetworkPlan.of(config, hardware, nocloud());
        if (found.isEmpty()) {
            complain("no network card");
            return;
        }
        var mac = found.get().nic().mac();
        var wanted = Optional.ofNullable(found.get().fixed())
                .or(() -> site.world().lan().lease(mac));
        if (wanted.isEmpty()) {
            complain("DHCP request on " + found.get().nic().name() + ": no lease offered");
        } else if (!site.inLan(wanted.get())) {
            complain("address " + wanted.get().getHostAddress() + " is in no network of this link");
        } else if (!site.world().lan().claim(wanted.get(), mac)) {
            complain("address conflict: " + wanted.get().getHostAddress() + " is in use by another host");
        } else {
            plan = found.get();
            address = wanted.get();
            journal.note("assigned address " + wanted.get().getHostAddress() + " to " + mac);
        }
    }

    /** Notes what is wrong, once. */
    void complain(String what) {
        if (!what.equals(complaint)) {
            complaint = what;
            journal.note(what);
        }
    }

    /** Gives the address back. */
    void down() {
        var held = address;
        var by = plan;
        if (held != null && by != null) {
            site.world().lan().release(held, by.nic().mac());
        }
    }

    List<Guest.Address> addresses() {
        var held = address;
        var by = plan;
        return held == null || by == null
                ? List.of()
                : List.of(new Guest.Address("eth0", by.nic().mac(), held.getHostAddress(), by.prefix()));
    }

    /** The name that the platform gives. */
    Optional<String> platformHostname() {
        return nocloud()
                ? hardware.cloudInit().stream()
                        .flatMap(drive -> drive.metaData().lines())
                        .filter(line -> line.startsWith("local-hostname:") || line.startsWith("hostname:"))
                        .map(line ->
                                line.substring(line.indexOf(':') + 1).strip().replace("\"", ""))
                        .findFirst()
                : Optional.empty();
    }

    boolean nocloud() {
        return image.platform().equals("nocloud");
    }

    @Nullable
    InetAddress address() {
        return address;
    }
}
