package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.lab.definition.AddressMode;
import io.homelab.lab.definition.NodeRole;
import io.homelab.lab.definition.Problem;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExampleLabTest {
    private static final Path EXAMPLE = Path.of("..", "lab.example.yaml");

    @Test
    void theExampleIsTheLabOfTheRequirements() throws InvalidLab {
        var lab = LabFile.load(EXAMPLE);

        assertThat(lab.hypervisor().endpoint()).hasToString("https://192.168.68.51:8006");
        assertThat(lab.network().bridge()).isEqualTo("vmbr0");
        var dev = lab.cluster("dev").orElseThrow().nodes().getFirst();
        assertThat(dev.cores()).isEqualTo(2);
        assertThat(dev.memoryMiB()).isEqualTo(4096);
        assertThat(dev.diskGiB()).isEqualTo(50);
        assertThat(dev.addressMode()).isEqualTo(AddressMode.STATIC);
        var prod = lab.cluster("prod").orElseThrow();
        assertThat(prod.guarded()).isTrue();
        assertThat(prod.endpoint()).hasToString("192.168.68.71:6443");
        var worker = prod.nodes(NodeRole.WORKER).getFirst();
        assertThat(worker.cores()).isEqualTo(6);
        assertThat(worker.memoryMiB()).isEqualTo(12288);
        assertThat(worker.diskGiB()).isEqualTo(200);
        assertThat(worker.tags()).containsExactly("talos", "kubernetes", "prod");
    }

    @Test
    void aClustersWaitsFillUpFromTheLabsAndThenFromTheDefaults() throws InvalidLab {
        var waits = LabFile.load(EXAMPLE).cluster("prod").orElseThrow().waits();

        assertThat(waits.nodesReady()).isEqualTo(Duration.ofMinutes(15));
        assertThat(waits.taskProbe()).isEqualTo(Duration.ofSeconds(1));
        assertThat(waits.install()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void theTemplatesCarryVersionsAndCiliumSettings() throws InvalidLab {
        var lab = LabFile.open(EXAMPLE);

        for (var name : new String[] {"dev", "prod"}) {
            var template = lab.template(name).orElseThrow();
            assertThat(template.talosVersion()).isEqualTo("v1.9.5");
            assertThat(template.kubernetesVersion()).isEqualTo("v1.32.3");
            assertThat(template.setting(NodeRole.CONTROL_PLANE, "/cluster/network/cni/name"))
                    .hasValueSatisfying(cni -> assertThat(cni.asString()).isEqualTo("none"));
            assertThat(template.setting(NodeRole.CONTROL_PLANE, "/cluster/proxy/disabled"))
                    .hasValueSatisfying(
                            disabled -> assertThat(disabled.asBoolean()).isTrue());
        }
        assertThat(lab.snapshot().files().keySet())
                .containsExactly(
                        "lab.yaml",
                        "omni/addons/cilium-values.yaml",
                        "omni/clusters/dev.yaml",
                        "omni/clusters/prod.yaml");
    }

    @Test
    void onlyTheMissingRecipientsAreWorthAWarning() throws InvalidLab {
        assertThat(LabFile.open(EXAMPLE).warnings()).extracting(Problem::path).containsExactly("secrets.recipients");
    }
}
