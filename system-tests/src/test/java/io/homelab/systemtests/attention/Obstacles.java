package io.homelab.systemtests.attention;

import static io.homelab.workflows.failure.FailureClass.AUTH;
import static io.homelab.workflows.failure.FailureClass.BUG;
import static io.homelab.workflows.failure.FailureClass.CAPACITY;
import static io.homelab.workflows.failure.FailureClass.CONFIG;
import static io.homelab.workflows.failure.FailureClass.NOT_OURS;

import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.systemtests.bench.Bench;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Everything that can park a bootstrap of one node, in the order in which the run comes upon it. */
final class Obstacles {
    static final String NODE = "home-cp-1";
    static final int VMID = 230;
    static final int ADDRESS = 31;

    private static final String CREATE = "POST /nodes/{node}/qemu";
    private static final String START = "POST /nodes/{node}/qemu/{vmid}/status/start";
    private static final String UPLOAD = "POST /nodes/{node}/storage/{storage}/upload";
    private static final int STRANGER = 150;
    private static final int INVALID_ARGUMENT = 3;
    private static final int PERMISSION_DENIED = 7;
    private static final long GIB = 1L << 30;

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final Map<String, String> kept = new HashMap<>();

    List<Obstacle> all() {
        var all = new ArrayList<Obstacle>();
        all.addAll(labFile());
        all.addAll(preflight());
        all.addAll(machine());
        all.addAll(system());
        all.addAll(kubernetes());
        return all;
    }

    private List<Obstacle> labFile() {
        return List.of(
                // The run is started with the digest of another lab file.
                Obstacle.at("lab", CONFIG, "the worker reads another lab file than the caller")
                        .says("your lab file is not the one that the worker reads", "HOMELAB_LAB=FILE")
                        .edited(),
                Obstacle.at("lab", CONFIG, "the lab file is gone")
                        .says("there is no lab file at", "homelab init")
                        .planted(bench -> keep(bench.labFile()))
                        .repaired(bench -> bring(bench.labFile()))
                        .edited(),
                edit(
                        Obstacle.at("lab", CONFIG, "the lab file is invalid")
                                .says("the lab file is invalid", "lab validate"),
                        lab -> ((ObjectNode) lab.path("clusters").path("home")).put("endpoint", "a b")));
    }

    private List<Obstacle> preflight() {
        return List.of(
                Obstacle.at("preflight", AUTH, "the token is wrong")
                        .says("Proxmox refuses the API token", "pveum user token list")
                        .planted(bench -> exchange(bench, "token", "00000000-0000-0000-0000-000000000000"))
                        .repaired(bench -> restore(bench, "token")),
                Obstacle.at("preflight", AUTH, "the token is nowhere")
                        .says("a secret cannot be read", "homelab secrets list")
                        .planted(bench -> keep(bench.lab().directory().resolve("token")))
                        .repaired(bench -> bring(bench.lab().directory().resolve("token"))),
                Obstacle.at("preflight", AUTH, "a privilege is missing")
                        .says("lacks VM.Config.Network at /vms", "pveum acl modify /vms")
                        .planted(bench -> bench.backstage().privileges(List.of("VM.Config.Network"), List.of()))
                        .repaired(bench -> bench.backstage().privileges(List.of(), List.of("VM.Config.Network"))),
                edit(
                        Obstacle.at("preflight", CONFIG, "the node is not there")
                                .says("there is no Proxmox node pve9", "one of pve1"),
                        lab -> hypervisor(lab).put("node", "pve9")),
                edit(
                        Obstacle.at("preflight", CONFIG, "the storage is not there")
                                .says("has no storage tank", "one of local"),
                        lab -> ((ObjectNode) hypervisor(lab).path("storage")).put("disks", "tank")),
                edit(
                        Obstacle.at("preflight", CONFIG, "the bridge is not there")
                                .says("has no bridge vmbr9", "one of vmbr0"),
                        lab -> ((ObjectNode) lab.path("network")).put("bridge", "vmbr9")),
                edit(
                        Obstacle.at("preflight", CONFIG, "the pool is not there")
                                .says("there is no pool elsewhere", "pveum pool add elsewhere"),
                        lab -> hypervisor(lab).put("pool", "elsewhere")),
                edit(
                        Obstacle.at("preflight", CONFIG, "the image file is not there")
                                .says("there is no image file", "nocloud ISO"),
                        lab -> ((ObjectNode) lab.path("images")).put("file", "nowhere.iso")),
                Obstacle.at("preflight", CONFIG, "a storage is switched off")
                        .says("storage local-lvm is not active", "pvesm set local-lvm --disable 0")
                        .planted(bench -> bench.backstage().enable("local-lvm", false))
                        .repaired(bench -> bench.backstage().enable("local-lvm", true)),
                Obstacle.at("preflight", CONFIG, "the clocks differ")
                        .says("the clocks of this machine and of pve1 differ by", "NTP")
                        .planted(bench -> bench.world().world().clock().jump(Duration.ofMinutes(5)))
                        .repaired(bench -> bench.world().world().clock().jump(Duration.ofMinutes(-5))),
                Obstacle.at("preflight", CAPACITY, "a storage is full")
                        .says("storage local-lvm has 3 GiB left", "make room")
                        .planted(bench -> bench.backstage().avail("local-lvm", 3 * GIB))
                        .repaired(bench -> bench.backstage().avail("local-lvm", -1)),
                Obstacle.at("preflight", NOT_OURS, "a stranger has the number")
                        .says("the id " + VMID + " of " + NODE + " is taken", "another vmid")
                        .planted(bench -> bench.backstage().plant(VMID, "pve1", Map.of("name", "nas"), false))
                        .repaired(bench -> bench.backstage().remove(VMID)),
                Obstacle.at("preflight", NOT_OURS, "a stranger answers at the address")
                        .says("the address of " + NODE + ", which does not exist yet", "choose a free address")
                        .planted(bench -> listen(bench.prefix() + ADDRESS))
                        .repaired(bench -> silence()));
    }

    private List<Obstacle> machine() {
        return List.of(
                fault("image", CONFIG, "the factory has no such image", "factory", Kind.STATUS, "/image/", 404, "")
                        .says("the download was answered 404", "does this version exist?"),
                fault("image", AUTH, "the upload is denied", "proxmox", Kind.STATUS, UPLOAD, 403, DENIED)
                        .says("Permission check failed", "pveum acl modify /storage/local"),
                fault("image", CAPACITY, "the image storage fills up", "proxmox", Kind.TASK_FAILS, UPLOAD, 0, FULL)
                        .says("No space left on device", "make room there"),
                fault("machine", CONFIG, "Proxmox refuses a parameter", "proxmox", Kind.STATUS, CREATE, 400, REFUSED)
                        .says("Parameter verification failed", "put it right there"),
                fault(
                                "machine",
                                BUG,
                                "Proxmox has no such call",
                                "proxmox",
                                Kind.STATUS,
                                CREATE,
                                501,
                                "not implemented")
                        .says("not implemented", "please report it"),
                fault("machine", CAPACITY, "the disk storage fills up", "proxmox", Kind.TASK_FAILS, CREATE, 0, THIN)
                        .says("out of space", "make room there"),
                fault("machine", CONFIG, "our create is cut off", "proxmox", Kind.TASK_VANISHES, CREATE, 0, "")
                        .says("our create of " + VMID + " was cut off", "qm unlock " + VMID)
                        .repaired(bench -> bench.backstage().remove(VMID)),
                Obstacle.at(NODE + "/machine", NOT_OURS, "a stranger takes the number meanwhile")
                        .says("the id " + VMID + " is taken by a machine", "vmid")
                        .planted(bench -> bench.backstage().plant(VMID, "pve1", Map.of("name", "nas"), false))
                        .repaired(bench -> bench.backstage().remove(VMID)),
                fault("running", CAPACITY, "the host has no memory left", "proxmox", Kind.TASK_FAILS, START, 0, MEMORY)
                        .says("Cannot allocate memory", "make room there"),
                fault("running", AUTH, "the start is denied", "proxmox", Kind.STATUS, START, 403, NO_POWER)
                        .says("Permission check failed", "pveum acl modify /vms/" + VMID),
                Obstacle.at(NODE + "/running", NOT_OURS, "the mark is taken off")
                        .says("no machine proves to be cluster/home/machine/" + NODE, "was its tag removed?")
                        .planted(bench -> {
                            kept.put("tags", config(bench).getOrDefault("tags", ""));
                            kept.put("description", config(bench).getOrDefault("description", ""));
                            bench.backstage().drift(VMID, Map.of("tags", "dev", "description", ""), List.of());
                        })
                        .repaired(bench -> bench.backstage()
                                .drift(
                                        VMID,
                                        Map.of(
                                                "tags",
                                                kept.getOrDefault("tags", ""),
                                                "description",
                                                kept.getOrDefault("description", "")),
                                        List.of())));
    }

    private List<Obstacle> system() {
        return List.of(
                Obstacle.at(NODE + "/api", NOT_OURS, "another machine has the address")
                        .says("another machine (uuid", "switch the other one off")
                        .planted(bench -> {
                            var twin = new HashMap<>(config(bench));
                            twin.put("name", "twin");
                            twin.put("tags", "");
                            twin.put("description", "");
                            twin.put("smbios1", "uuid=11111111-2222-4333-8444-555555555555");
                            twin.put("net0", "virtio=BC:24:11:AA:AA:AA,bridge=vmbr0");
                            twin.put("scsi0", "local-lvm:8");
                            twin.put("ide0", "local-lvm:cloudinit");
                            List.of("efidisk0", "vmgenid", "meta", "digest").forEach(twin::remove);
                            bench.backstage().plant(STRANGER, "pve1", twin, true);
                        })
                        .repaired(bench -> bench.backstage().remove(STRANGER)),
                Obstacle.at(NODE + "/config", CONFIG, "a patch breaks the configuration")
                        .says("break the machine configuration of " + NODE, "--amended")
                        .planted(bench -> exchange(
                                bench,
                                TEMPLATE,
                                read(bench, TEMPLATE)
                                        .replace("        proxy:\n", "        token: \"\"\n        proxy:\n")))
                        .repaired(bench -> restore(bench, TEMPLATE))
                        .edited(),
                talos("config", CONFIG, "/ApplyConfiguration", INVALID_ARGUMENT, "put it right there"),
                talos("config", AUTH, "/ApplyConfiguration", PERMISSION_DENIED, "credentials"),
                talos("etcd", CONFIG, "/Bootstrap", INVALID_ARGUMENT, "put it right there"),
                talos("etcd", AUTH, "/Bootstrap", PERMISSION_DENIED, "credentials"),
                talos("credentials", AUTH, "/Kubeconfig", PERMISSION_DENIED, "credentials"));
    }

    private List<Obstacle> kubernetes() {
        return List.of(
                fault(
                                "addon/gateway-api",
                                AUTH,
                                "the API server refuses us",
                                "kubernetes",
                                Kind.STATUS,
                                "",
                                401,
                                "Unauthorized")
                        .says("Kubernetes refuses", "remove kubeconfig"),
                fault(
                                "addon/gateway-api",
                                CONFIG,
                                "an object is refused",
                                "kubernetes",
                                Kind.STATUS,
                                "PATCH",
                                422,
                                "bad")
                        .says("Kubernetes: ", "put it right there"),
                fault("addon/cilium", CONFIG, "the chart is gone", "charts", Kind.STATUS, "index.yaml", 404, "")
                        .says("the download was answered 404", "does this version exist?"),
                fault("addon/cilium", AUTH, "a right is missing", "kubernetes", Kind.STATUS, "PATCH", 403, "forbidden")
                        .says("Kubernetes refuses", "remove kubeconfig"),
                edit(
                        Obstacle.at("addon/cilium", CONFIG, "the chart is not the one of the lab file")
                                .says("not the one of the lab file", "before you know why"),
                        lab -> {
                            for (var addon : lab.path("addons")) {
                                if (addon.path("chart") instanceof ObjectNode chart) {
                                    chart.put("digest", "sha256:" + "0".repeat(64));
                                }
                            }
                        }));
    }

    private static final String TEMPLATE = "omni/clusters/home.yaml";
    private static final String DENIED = "Permission check failed (/storage/local, Datastore.AllocateTemplate)";
    private static final String NO_POWER = "Permission check failed (/vms/" + VMID + ", VM.PowerMgmt)";
    private static final String FULL = "import failed: No space left on device";
    private static final String THIN = "lvcreate: out of space in thin pool";
    private static final String REFUSED = "Parameter verification failed.";
    private static final String MEMORY = "kvm: cannot set up guest memory: Cannot allocate memory";

    private static Obstacle fault(
            String step,
            FailureClass kind,
            String name,
            String system,
            Kind how,
            String operation,
            int status,
            String message) {
        var id = List.of("machine", "running", "config").contains(step) ? NODE + "/" + step : step;
        return Obstacle.at(id, kind, name).planted(bench -> bench.world()
                .world()
                .faults()
                .arm(new Fault(how, system, operation, null, 0, 1, status, message, Duration.ZERO)));
    }

    private static Obstacle talos(String step, FailureClass kind, String operation, int code, String remedy) {
        return fault(
                        step,
                        kind,
                        "Talos answers " + code + " to " + operation,
                        "talos",
                        Kind.STATUS,
                        operation,
                        code,
                        "no")
                .says("Talos: ", remedy);
    }

    /** A lab file that a person gets wrong and puts right. */
    private Obstacle edit(Obstacle obstacle, Consumer<ObjectNode> wrong) {
        return obstacle.planted(bench -> {
                    copy(bench.labFile());
                    bench.edit(wrong);
                })
                .repaired(bench -> back(bench.labFile()))
                .edited();
    }

    private static ObjectNode hypervisor(ObjectNode lab) {
        return (ObjectNode) lab.path("hypervisor");
    }

    private static Map<String, String> config(Bench bench) {
        return bench.machines("home").getFirst().config();
    }

    private void copy(Path file) {
        doing(() -> kept.put(file.toString(), Files.readString(file)));
    }

    private void back(Path file) {
        doing(() -> Files.writeString(file, kept.getOrDefault(file.toString(), "")));
    }

    private void keep(Path file) {
        copy(file);
        doing(() -> Files.delete(file));
    }

    private void bring(Path file) {
        back(file);
    }

    private void exchange(Bench bench, String name, String content) {
        var file = bench.lab().directory().resolve(name);
        copy(file);
        doing(() -> Files.writeString(file, content));
    }

    private void restore(Bench bench, String name) {
        back(bench.lab().directory().resolve(name));
    }

    private static String read(Bench bench, String name) {
        try {
            return Files.readString(bench.lab().directory().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(String address) {
        doing(() -> sockets.add(new ServerSocket(6443, 1, InetAddress.ofLiteral(address))));
    }

    private void silence() {
        for (var socket : sockets) {
            doing(socket::close);
        }
        sockets.clear();
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void doing(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
