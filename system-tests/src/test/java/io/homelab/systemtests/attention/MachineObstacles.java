package io.homelab.systemtests.attention;

import static io.homelab.workflows.failure.FailureClass.AUTH;
import static io.homelab.workflows.failure.FailureClass.BUG;
import static io.homelab.workflows.failure.FailureClass.CAPACITY;
import static io.homelab.workflows.failure.FailureClass.CONFIG;
import static io.homelab.workflows.failure.FailureClass.NOT_OURS;

import io.homelab.simulator.world.Faults.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What parks a bootstrap while it builds a machine with its operating system. */
final class MachineObstacles {
    private static final String CREATE = "POST /nodes/{node}/qemu";
    private static final String START = "POST /nodes/{node}/qemu/{vmid}/status/start";
    private static final String UPLOAD = "POST /nodes/{node}/storage/{storage}/upload";
    private static final int STRANGER = 150;
    private static final int INVALID_ARGUMENT = 3;
    private static final int PERMISSION_DENIED = 7;
    private static final String TEMPLATE = "omni/clusters/home.yaml";
    private static final String DENIED = "Permission check failed (/storage/local, Datastore.AllocateTemplate)";
    private static final String NO_POWER = "Permission check failed (/vms/" + Obstacles.VMID + ", VM.PowerMgmt)";
    private static final String FULL = "import failed: No space left on device";
    private static final String THIN = "lvcreate: out of space in thin pool";
    private static final String REFUSED = "Parameter verification failed.";
    private static final String MEMORY = "kvm: cannot set up guest memory: Cannot allocate memory";

    private final Hands hands;

    MachineObstacles(Hands hands) {
        this.hands = hands;
    }

    List<Obstacle> machine() {
        return List.of(
                Answers.fault(
                                "image",
                                CONFIG,
                                "the factory has no such image",
                                "factory",
                                Kind.STATUS,
                                "/image/",
                                404,
                                "")
                        .says("the download was answered 404", "does this version exist?"),
                Obstacle.at("image", CONFIG, "the image is not the one of lab.lock")
                        .says("lab.lock", "remove its entry")
                        .planted(hands::lockAnotherImage)
                        .repaired(hands::unlock),
                Answers.fault("image", AUTH, "the upload is denied", "proxmox", Kind.STATUS, UPLOAD, 403, DENIED)
                        .says("Permission check failed", "pveum acl modify /storage/local"),
                Answers.fault(
                                "image",
                                CAPACITY,
                                "the image storage fills up",
                                "proxmox",
                                Kind.TASK_FAILS,
                                UPLOAD,
                                0,
                                FULL)
                        .says("No space left on device", "make room there"),
                Answers.fault(
                                "machine",
                                CONFIG,
                                "Proxmox refuses a parameter",
                                "proxmox",
                                Kind.STATUS,
                                CREATE,
                                400,
                                REFUSED)
                        .says("Parameter verification failed", "put it right there"),
                Answers.fault(
                                "machine",
                                BUG,
                                "Proxmox has no such call",
                                "proxmox",
                                Kind.STATUS,
                                CREATE,
                                501,
                                "not implemented")
                        .says("not implemented", "please report it"),
                Answers.fault(
                                "machine",
                                CAPACITY,
                                "the disk storage fills up",
                                "proxmox",
                                Kind.TASK_FAILS,
                                CREATE,
                                0,
                                THIN)
                        .says("out of space", "make room there"),
                Answers.fault("machine", CONFIG, "our create is cut off", "proxmox", Kind.TASK_VANISHES, CREATE, 0, "")
                        .says("our create of " + Obstacles.VMID + " was cut off", "qm unlock " + Obstacles.VMID)
                        .repaired(bench -> bench.backstage().remove(Obstacles.VMID)),
                Obstacle.at(Obstacles.NODE + "/machine", NOT_OURS, "a stranger takes the number meanwhile")
                        .says("the id " + Obstacles.VMID + " is taken by a machine", "vmid")
                        .planted(bench -> bench.backstage().plant(Obstacles.VMID, "pve1", Map.of("name", "nas"), false))
                        .repaired(bench -> bench.backstage().remove(Obstacles.VMID)),
                Answers.fault(
                                "running",
                                CAPACITY,
                                "the host has no memory left",
                                "proxmox",
                                Kind.TASK_FAILS,
                                START,
                                0,
                                MEMORY)
                        .says("Cannot allocate memory", "make room there"),
                Answers.fault("running", AUTH, "the start is denied", "proxmox", Kind.STATUS, START, 403, NO_POWER)
                        .says("Permission check failed", "pveum acl modify /vms/" + Obstacles.VMID),
                Obstacle.at(Obstacles.NODE + "/running", NOT_OURS, "somebody copied the machine with its mark")
                        .says("two machines prove to be", "remove the tag")
                        .planted(bench -> {
                            var copy = new HashMap<>(Hands.config(bench));
                            List.of("efidisk0", "vmgenid", "meta", "digest").forEach(copy::remove);
                            copy.put("name", "copy");
                            copy.put("scsi0", "local-lvm:8");
                            copy.put("ide0", "local-lvm:cloudinit");
                            bench.backstage().plant(STRANGER, "pve1", copy, false);
                        })
                        .repaired(bench -> bench.backstage().remove(STRANGER)),
                Obstacle.at(Obstacles.NODE + "/running", NOT_OURS, "the mark is taken off")
                        .says("no machine proves to be cluster/home/machine/" + Obstacles.NODE, "was its tag removed?")
                        .planted(bench -> {
                            hands.remember("tags", Hands.config(bench).getOrDefault("tags", ""));
                            hands.remember("description", Hands.config(bench).getOrDefault("description", ""));
                            bench.backstage()
                                    .drift(Obstacles.VMID, Map.of("tags", "dev", "description", ""), List.of());
                        })
                        .repaired(bench -> bench.backstage()
                                .drift(
                                        Obstacles.VMID,
                                        Map.of("tags", hands.kept("tags"), "description", hands.kept("description")),
                                        List.of())));
    }

    List<Obstacle> system() {
        return List.of(
                Obstacle.at(Obstacles.NODE + "/api", NOT_OURS, "another machine has the address")
                        .says("another machine (uuid", "switch the other one off")
                        .planted(bench -> {
                            var twin = new HashMap<>(Hands.config(bench));
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
                Obstacle.at(Obstacles.NODE + "/config", CONFIG, "a patch breaks the configuration")
                        .says("break the machine configuration of " + Obstacles.NODE, "--amended")
                        .planted(bench -> hands.exchange(
                                bench,
                                TEMPLATE,
                                Hands.read(bench, TEMPLATE)
                                        .replace("        proxy:\n", "        token: \"\"\n        proxy:\n")))
                        .repaired(bench -> hands.restore(bench, TEMPLATE))
                        .edited(),
                Answers.talos("config", CONFIG, "/ApplyConfiguration", INVALID_ARGUMENT, "put it right there"),
                Answers.talos("config", AUTH, "/ApplyConfiguration", PERMISSION_DENIED, "credentials"),
                Answers.talos("etcd", CONFIG, "/Bootstrap", INVALID_ARGUMENT, "put it right there"),
                Answers.talos("etcd", AUTH, "/Bootstrap", PERMISSION_DENIED, "credentials"),
                Answers.talos("credentials", AUTH, "/Kubeconfig", PERMISSION_DENIED, "credentials"));
    }
}
