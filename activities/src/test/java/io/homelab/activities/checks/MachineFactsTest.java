package io.homelab.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.proxmox.MachineFacts;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Configurations as Proxmox gives them, in the spellings of its versions. */
class MachineFactsTest {
    private static final Map<String, String> USUAL = Map.of(
            "cores", "2",
            "sockets", "1",
            "memory", "4096",
            "boot", "order=scsi0;ide2",
            "scsi0", "local-zfs:vm-201-disk-1,discard=on,iothread=1,size=50G,ssd=1",
            "efidisk0", "local-zfs:vm-201-disk-0,efitype=4m,size=1M",
            "ide0", "local-zfs:vm-201-cloudinit,media=cdrom,size=4M",
            "ide2", "local:iso/talos.iso,media=cdrom,size=100M",
            "net0", "virtio=02:11:22:33:44:55,bridge=vmbr0",
            "tags", "talos;dev;hl-0123;kubernetes");

    @Test
    void readsAnOrdinaryMachine() {
        var facts = facts(USUAL);

        assertThat(facts.cores() * facts.sockets()).isEqualTo(2);
        assertThat(facts.memoryMiB()).isEqualTo(4096);
        assertThat(facts.bootDiskGiB()).isEqualTo(50);
        assertThat(facts.image()).contains("local:iso/talos.iso");
        assertThat(facts.bridge()).isEqualTo("vmbr0");
        assertThat(facts.tags()).containsExactly("dev", "hl-0123", "kubernetes", "talos");
    }

    @Test
    void readsMemoryAsAPropertyString() {
        assertThat(facts(with("memory", "current=8192")).memoryMiB()).isEqualTo(8192);
    }

    @Test
    void theBootDiskIsTheFirstInTheOrderThatIsNoCd() {
        var changed = with("boot", "order=ide2;virtio0;scsi0");
        changed.put("virtio0", "local-zfs:vm-201-disk-2,size=1T");

        assertThat(facts(changed).bootDiskGiB()).isEqualTo(1024);
    }

    @Test
    void cloudInitsDriveIsNoImage() {
        var changed = new HashMap<>(USUAL);
        changed.remove("ide2");

        assertThat(facts(changed).image()).isEmpty();
    }

    private static Map<String, String> with(String key, String value) {
        var changed = new HashMap<>(USUAL);
        changed.put(key, value);
        return changed;
    }

    private static MachineFacts facts(Map<String, String> config) {
        return new MachineFacts("dev-1", "pve", 201, config);
    }
}
