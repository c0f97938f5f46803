package io.homelab.activities.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.Interleaving;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.hypervisor.HypervisorActivities.MachineRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OccupantTest {
    private static final double FASTER = 200;
    private static final int VMID = 201;

    @Test
    void aCreateThatEndsBetweenALookAndTheQuestionAfterItIsOurs(@TempDir Path directory) throws IOException {
        try (var worlds = new Worlds(directory.resolve("worlds"), List.of());
                var attempts = new Attempts()) {
            var world = worlds.create("lab", 1, 1 / FASTER);
            var lab = LabInTest.in(Files.createDirectories(directory.resolve("lab")), world, FASTER, file -> {});
            var gate = new Interleaving();
            var transports = new Transports(gate);
            var ours = new ProxmoxHypervisorActivities(new Hypervisors(lab.reader(), transports), transports);
            var machine = new MachineRequest(lab.cluster("dev").node("dev-1"), VMID);
            attempts.untilOver(() -> ours.ensureImage(lab.cluster("dev"))).orThrow();
            attempts.untilOver(() -> ours.ensureMachine(machine)).orThrow();
            var backstage = world.proxmox().backstage();
            var whole = backstage.machines().getFirst().config();
            backstage.drift(VMID, Map.of("lock", "create"), List.copyOf(whole.keySet()));
            gate.before(
                    call -> call.operation().equals("GET /nodes/{node}/qemu/{vmid}/config"),
                    0,
                    () -> backstage.drift(VMID, whole, List.of("lock")));

            attempts.once(() -> ours.ensureMachine(machine));

            assertThat(gate.clear()).as("it did not happen").isFalse();
            assertThat(backstage.machines().getFirst().config()).isEqualTo(whole);
        }
    }
}
