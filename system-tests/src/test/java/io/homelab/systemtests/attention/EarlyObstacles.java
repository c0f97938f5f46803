package io.homelab.systemtests.attention;

import static io.homelab.workflows.failure.FailureClass.AUTH;
import static io.homelab.workflows.failure.FailureClass.CAPACITY;
import static io.homelab.workflows.failure.FailureClass.CONFIG;
import static io.homelab.workflows.failure.FailureClass.NOT_OURS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What parks a bootstrap before its first write: the lab file, and what the preflight finds. */
final class EarlyObstacles {
    private static final long GIB = 1L << 30;
    /** Numbers of the range 201 to 212 that the example lab leaves free. */
    private static final List<Integer> FREE = List.of(202, 203, 204, 205, 206, 207, 208, 209, 210);

    private final Hands hands;

    EarlyObstacles(Hands hands) {
        this.hands = hands;
    }

    List<Obstacle> labFile() {
        return List.of(
                // The run is started with the digest of another lab file.
                Obstacle.at("lab", CONFIG, "the worker reads another lab file than the caller")
                        .says("your lab file is not the one that the worker reads", "HOMELAB_LAB=FILE")
                        .edited(),
                Obstacle.at("lab", CONFIG, "the lab file is gone")
                        .says("there is no lab file at", "homelab init")
                        .planted(bench -> hands.keep(bench.labFile()))
                        .repaired(bench -> hands.bring(bench.labFile()))
                        .edited(),
                hands.edit(
                        Obstacle.at("lab", CONFIG, "the lab file is invalid")
                                .says("the lab file is invalid", "lab validate"),
                        lab -> ((ObjectNode) lab.path("clusters").path("home")).put("endpoint", "a b")));
    }

    List<Obstacle> preflight() {
        return List.of(
                Obstacle.at("preflight", AUTH, "the token is wrong")
                        .says("Proxmox refuses the API token", "pveum user token list")
                        .planted(bench -> hands.exchange(bench, "token", "00000000-0000-0000-0000-000000000000"))
                        .repaired(bench -> hands.restore(bench, "token")),
                Obstacle.at("preflight", AUTH, "the token is nowhere")
                        .says("a secret cannot be read", "homelab secrets list")
                        .planted(bench -> hands.keep(bench.lab().directory().resolve("token")))
                        .repaired(bench -> hands.bring(bench.lab().directory().resolve("token"))),
                Obstacle.at("preflight", AUTH, "a privilege is missing")
                        .says("lacks VM.Config.Network at /vms", "pveum acl modify /vms")
                        .planted(bench -> bench.backstage().privileges(List.of("VM.Config.Network"), List.of()))
                        .repaired(bench -> bench.backstage().privileges(List.of(), List.of("VM.Config.Network"))),
                hands.edit(
                        Obstacle.at("preflight", CONFIG, "the certificate is another one's")
                                .says("the server's certificate is not trusted", "hypervisor.ca"),
                        lab -> Hands.hypervisor(lab).putObject("ca").put("fingerprint", "00" + ":00".repeat(31))),
                hands.edit(
                        Obstacle.at("preflight", CONFIG, "the node is not there")
                                .says("there is no Proxmox node pve9", "one of pve1"),
                        lab -> Hands.hypervisor(lab).put("node", "pve9")),
                hands.edit(
                        Obstacle.at("preflight", CONFIG, "the storage is not there")
                                .says("has no storage tank", "one of local"),
                        lab -> ((ObjectNode) Hands.hypervisor(lab).path("storage")).put("disks", "tank")),
                hands.edit(
                        Obstacle.at("preflight", CONFIG, "the bridge is not there")
                                .says("has no bridge vmbr9", "one of vmbr0"),
                        lab -> ((ObjectNode) lab.path("network")).put("bridge", "vmbr9")),
                hands.edit(
                        Obstacle.at("preflight", CONFIG, "the pool is not there")
                                .says("there is no pool elsewhere", "pveum pool add elsewhere"),
                        lab -> Hands.hypervisor(lab).put("pool", "elsewhere")),
                hands.edit(
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
                hands.edit(
                        Obstacle.at("preflight", CAPACITY, "the node needs more memory than the host has")
                                .says("pve1 has", "give the nodes less"),
                        lab -> {
                            Hands.hypervisor(lab).put("memoryMiB", 1 << 20);
                            Hands.node(lab).put("memoryMiB", 300 << 10);
                        }),
                hands.edit(
                                Obstacle.at("preflight", CAPACITY, "no number is left")
                                        .says("no free id between 201 and 212", "widen the range"),
                                lab -> {
                                    Hands.node(lab).remove("vmid");
                                    Hands.hypervisor(lab)
                                            .putObject("vmids")
                                            .put("from", 201)
                                            .put("to", 212);
                                })
                        .also(
                                bench -> FREE.forEach(id ->
                                        bench.backstage().plant(id, "pve1", Map.of("name", "other-" + id), false)),
                                bench -> FREE.forEach(id -> bench.backstage().remove(id))),
                Obstacle.at("preflight", NOT_OURS, "a stranger has the number")
                        .says("the id " + Obstacles.VMID + " of " + Obstacles.NODE + " is taken", "another vmid")
                        .planted(bench -> bench.backstage().plant(Obstacles.VMID, "pve1", Map.of("name", "nas"), false))
                        .repaired(bench -> bench.backstage().remove(Obstacles.VMID)),
                Obstacle.at("preflight", NOT_OURS, "a stranger answers at the address")
                        .says(
                                "the address of " + Obstacles.NODE + ", which does not exist yet",
                                "choose a free address")
                        .planted(bench -> hands.listen(bench.prefix() + Obstacles.ADDRESS))
                        .repaired(bench -> hands.silence()));
    }
}
