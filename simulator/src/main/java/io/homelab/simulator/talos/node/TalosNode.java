package io.homelab.simulator.talos.node;

import io.homelab.simulator.talos.config.ConfigRefused;
import io.homelab.simulator.talos.config.InstallerImage;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.pki.Authority;
import io.homelab.simulator.talos.wire.SequenceEvent;
import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.Guest;
import io.homelab.simulator.world.Hardware;
import io.homelab.simulator.world.Physics;
import io.homelab.simulator.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One boot of one machine, from power-on until the power goes. */
public final class TalosNode implements Guest {
    private final Site site;
    private final Hardware hardware;
    private final BootImage image;
    private final Power power;
    private final Door.Factory doors;
    private final Journal journal;
    private final String bootId = UUID.randomUUID().toString();
    private final Instant bootTime;
    private final List<Physics.Running> processes = new CopyOnWriteArrayList<>();
    private final Services services;
    private final NodeNetwork network;
    private final ContentVersions versions = new ContentVersions();
    private volatile boolean on = true;
    private volatile Stage stage = Stage.BOOTING;
    private volatile @Nullable MachineConfig config;
    private volatile @Nullable Door door;
    private volatile byte @Nullable [] uploaded;
    private boolean booted;

    public TalosNode(
            World world, Hardware hardware, BootImage image, boolean fromDisk, Power power, Door.Factory doors) {
        this.site = Site.enter(world);
        this.hardware = hardware;
        this.image = image;
        this.power = power;
        this.doors = doors;
        journal = new Journal(world.clock());
        bootTime = world.clock().now();
        network = new NodeNetwork(site, hardware, image, journal);
        services = new Services(this, site);
        journal.note("booting Talos " + image.version() + " (" + image.platform() + ")");
        after(fromDisk ? Physics.Process.BOOT_FROM_DISK : Physics.Process.BOOT_FROM_ISO, this::bootDone);
    }

    /** Runs something when a process of this machine is over, unless the power went meanwhile. */
    void after(Physics.Process process, Runnable then) {
        processes.add(site.world().physics().start(process, "vm-" + hardware.vmid(), () -> {
            synchronized (site) {
                if (on) {
                    then.run();
                    site.changed();
                }
            }
        }));
    }

    private void bootDone() {
        try {
            config = systemDisk().isPresent() ? systemDisk().get().config().orElse(null) : null;
        } catch (ConfigRefused e) {
            journal.note("config error: " + e.getMessage());
        }
        site.join(this);
        booted = true;
    }

    /** Does what can be done next. */
    void advance() {
        if (!on || !booted || stage == Stage.INSTALLING) {
            return;
        }
        network.up(config);
        var own = network.address();
        if (own == null) {
            site.again(); // a DHCP client asks for ever, and whoever has the address may leave
            return;
        }
        var known = config;
        if (known != null) {
            services.advance(known, own);
        } else if (door == null && stage == Stage.BOOTING) {
            configless(own);
        }
        StatusReport.publish(this);
    }

    private void configless(InetAddress own) {
        var userData = network.nocloud()
                ? hardware.cloudInit().map(Hardware.CloudInit::userData).orElse("")
                : "";
        // Talos' nocloud platform takes user-data for a machine configuration, but leaves cloud-config alone.
        if (!userData.isBlank() && !userData.startsWith("#cloud-config") && !userData.startsWith("#include")) {
            try {
                install(MachineConfig.parse(userData.getBytes(StandardCharsets.UTF_8)), null);
                return;
            } catch (ConfigRefused e) {
                journal.note("failed to load config from nocloud: " + e.getMessage());
            }
        }
        if (!open(own, Authority.selfSigned(hostname(), List.of(own)), null)) {
            return;
        }
        stage = Stage.MAINTENANCE;
        journal.note("this machine is reachable at: " + own.getHostAddress());
        journal.note("upload configuration using talosctl: talosctl apply-config --insecure --nodes "
                + own.getHostAddress() + " --file <config.yaml>");
    }

    /** Opens the machine API; one that cannot tries again, since a port that was just closed may still be taken. */
    boolean open(
            InetAddress own,
            io.homelab.simulator.talos.pki.Identity server,
            java.security.cert.@Nullable X509Certificate clients) {
        try {
            door = doors.open(this, own, server, clients);
            if (!on) {
                // The power went meanwhile.
                shut();
            }
            return on;
        } catch (IOException e) {
            network.complain("cannot listen on " + own.getHostAddress() + ":50000: " + e.getMessage());
            site.again();
            return false;
        }
    }

    /**
     * Installs to the configured disk and reboots.
     *
     * @param failure when the installer is to fail, with what
     */
    public void install(MachineConfig wanted, @Nullable String failure) {
        synchronized (site) {
            stage = Stage.INSTALLING;
            StatusReport.publish(this);
            var open = door;
            door = null;
            if (open != null) {
                open.close();
            }
            after(Physics.Process.TALOS_INSTALL, () -> {
                Installation.run(this, wanted, failure);
                restart();
            });
        }
    }

    /** Writes another version to the system disk; the machine reboots into it when told to. */
    public void upgrade(InstallerImage installer, String actor, boolean reboot) {
        synchronized (site) {
            stage = Stage.UPGRADING;
            sequence("upgrade", SequenceEvent.Action.START, actor);
            StatusReport.publish(this);
            if (reboot) {
                services.stop();
            }
            after(Physics.Process.TALOS_INSTALL, () -> {
                systemDisk().ifPresent(disk -> disk.disk().writeBootImage(installer.onto(image)));
                if (reboot) {
                    restart();
                } else {
                    stage = Stage.RUNNING;
                }
            });
        }
    }

    /** Shuts down as far as {@code last}, which then gives the power back or takes it. */
    public void goDown(Stage going, String actor, Runnable last) {
        synchronized (site) {
            stage = going;
            sequence(
                    going == Stage.SHUTTING_DOWN ? "shutdown" : going == Stage.RESETTING ? "reset" : "reboot",
                    SequenceEvent.Action.START,
                    actor);
            StatusReport.publish(this);
            services.stop();
            after(Physics.Process.VM_SHUTDOWN, last);
            site.changed();
        }
    }

    /** Reboots now. */
    public void restart() {
        end();
        Thread.startVirtualThread(power::reboot);
    }

    /** Powers off now. */
    public void off() {
        end();
        Thread.startVirtualThread(power::off);
    }

    void sequence(String name, SequenceEvent.Action action, String actor) {
        journal.publish(
                SequenceEvent.newBuilder().setSequence(name).setAction(action).build(), actor);
    }

    @Override
    public void powerCut() {
        // The hypervisor holds its own monitors here: nothing may wait for this lab's.
        on = false;
        processes.forEach(Physics.Running::cancel);
        shut();
        services.cut();
        network.down();
        Thread.startVirtualThread(() -> site.leave(this));
    }

    @Override
    public void powerButton(Runnable whenDown) {
        Thread.startVirtualThread(() -> goDown(Stage.SHUTTING_DOWN, "", () -> {
            end();
            Thread.startVirtualThread(whenDown);
        }));
    }

    private void end() {
        on = false;
        processes.forEach(Physics.Running::cancel);
        shut();
        services.cut();
        network.down();
        site.leave(this);
    }

    private void shut() {
        var open = door;
        door = null;
        if (open != null) {
            open.cut();
        }
    }

    @Override
    public boolean agentAnswers() {
        return hardware.agentChannel()
                && on
                && !image.schematic().startsWith("376567988ad370138ad8b269")
                && (stage == Stage.RUNNING || stage == Stage.MAINTENANCE || door != null);
    }

    @Override
    public List<Address> addresses() {
        return network.addresses();
    }

    /** The disk with an installed Talos; empty means that it runs from memory. */
    public Optional<SystemDisk> systemDisk() {
        return SystemDisk.find(hardware);
    }

    public String hostname() {
        return Optional.ofNullable(config)
                .flatMap(MachineConfig::hostname)
                .or(network::platformHostname)
                .orElseGet(() -> "talos-"
                        + Integer.toString(Math.floorMod(hardware.uuid().hashCode(), 46656), 36) + "-"
                        + hardware.uuid().substring(0, 3));
    }

    /** Whether anybody can reach its machine API with a client certificate. */
    public boolean answers() {
        return on && door != null && config != null;
    }

    /** Whether this boot still has power. */
    public boolean isOn() {
        return on;
    }

    boolean open() {
        return door != null;
    }

    public String clusterId() {
        return config().map(MachineConfig::clusterId).orElse("");
    }

    public Optional<MachineConfig> config() {
        return Optional.ofNullable(config);
    }

    /** Puts a configuration into force that needs no reboot. */
    public void reconfigure(MachineConfig wanted) {
        synchronized (site) {
            config = wanted;
            systemDisk().ifPresent(disk -> disk.store(wanted));
            site.changed();
        }
    }

    /** Keeps a configuration for the next boot. */
    public void stageConfig(MachineConfig wanted) {
        systemDisk().ifPresent(disk -> disk.stage(wanted));
    }

    /** Tells that a sequence was given up; the machine runs on. */
    public void failSequence(String name, String why, String actor) {
        journal.note(name + " failed: " + why);
        journal.publish(
                SequenceEvent.newBuilder()
                        .setSequence(name)
                        .setAction(SequenceEvent.Action.NOOP)
                        .setError(io.homelab.simulator.talos.wire.Error.newBuilder()
                                .setCode(1)
                                .setMessage(why))
                        .build(),
                actor);
    }

    /** Empties the disk that Talos is on. */
    public void wipeSystemDisk() {
        systemDisk().ifPresent(disk -> disk.disk().wipe());
    }

    /** Empties one partition. */
    public void wipePartition(String label) {
        systemDisk().ifPresent(disk -> disk.wipe(label));
    }

    /** A snapshot of etcd that was uploaded for a recovery. */
    public Optional<byte[]> uploaded() {
        return Optional.ofNullable(uploaded);
    }

    public void upload(byte[] snapshot) {
        uploaded = snapshot;
    }

    void stage(Stage reached) {
        stage = reached;
    }

    public Stage stage() {
        return stage;
    }

    public Optional<InetAddress> address() {
        return Optional.ofNullable(network.address());
    }

    public Hardware hardware() {
        return hardware;
    }

    public BootImage image() {
        return image;
    }

    public Journal journal() {
        return journal;
    }

    public Services services() {
        return services;
    }

    public Site site() {
        return site;
    }

    public String bootId() {
        return bootId;
    }

    public Instant bootTime() {
        return bootTime;
    }

    /** The version of something by its content: one more each time that it changed. */
    public long version(String what, String content) {
        return versions.of(what, content);
    }

    /** The minor version: 9 for v1.9.5. */
    public int minor() {
        return Integer.parseInt(image.version().split("\\.", -1)[1]);
    }
}
