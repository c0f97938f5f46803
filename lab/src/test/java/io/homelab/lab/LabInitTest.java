package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.homelab.lab.ObservedHypervisor.ObservedStorage;
import io.homelab.lab.definition.Lab;
import io.homelab.lab.secrets.AgeIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabInitTest {
    @TempDir
    Path directory;

    @Test
    void whatInitWritesIsAValidLabOfWhatItSaw() throws Exception {
        var lab = write(seen("192.168.68.0/24", "192.168.68.1", Set.of("192.168.68.61"), Set.of(200, 305)));

        assertThat(lab.hypervisor().storage().images()).isEqualTo("local");
        assertThat(lab.hypervisor().storage().disks()).isEqualTo("local-zfs");
        assertThat(lab.hypervisor().vmids().from()).isEqualTo(400);
        assertThat(lab.cluster("dev").orElseThrow().endpoint()).hasToString("192.168.68.62:6443");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/16, 10.0.0.1", "192.168.1.0/28, 192.168.1.1", "172.16.5.0/29, 172.16.5.6"})
    void networksOfAnySizeGetAnAddressThatTheRulesAccept(String cidr, String gateway) throws Exception {
        var node = write(seen(cidr, gateway, Set.of(), Set.of()))
                .cluster("dev")
                .orElseThrow()
                .nodes()
                .getFirst();

        assertThat(node.address()).isNotNull().isNotEqualTo(gateway);
    }

    @Test
    void theHostsOwnAddressIsTakenForTheNetworkThatItIsIn() throws Exception {
        var lab = write(seen("192.168.1.10/24", "192.168.1.1", Set.of(), Set.of()));

        assertThat(lab.network().cidr()).isEqualTo("192.168.1.0/24");
    }

    @Test
    void aHostWithoutRoomForImagesIsRefused() {
        var seen = new ObservedHypervisor(
                URI.create("https://10.0.0.2:8006"),
                "pve",
                null,
                32768,
                List.of(),
                List.of("vmbr0"),
                Set.of(),
                "10.0.0.0/24",
                "10.0.0.1",
                Set.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabInit.files(seen, "homelab@pve!init", List.of("age1x")))
                .withMessage("no storage of the host may hold iso");
    }

    private Lab write(ObservedHypervisor seen) throws IOException, InvalidLab {
        var recipient = AgeIdentity.generate().recipient();
        for (var file :
                LabInit.files(seen, "homelab@pve!init", List.of(recipient)).entrySet()) {
            var target = directory.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.writeString(target, file.getValue());
        }
        return LabFile.load(directory.resolve("lab.yaml"));
    }

    private static ObservedHypervisor seen(String cidr, String gateway, Set<String> addresses, Set<Integer> vmids) {
        return new ObservedHypervisor(
                URI.create("https://192.168.68.51:8006"),
                "pve",
                String.join(":", Collections.nCopies(32, "AB")),
                65536,
                List.of(
                        new ObservedStorage("backup", "pbs", Set.of("backup")),
                        new ObservedStorage("local", "dir", Set.of("iso", "vztmpl", "images")),
                        new ObservedStorage("local-zfs", "zfspool", Set.of("images", "rootdir"))),
                List.of("vmbr0", "vmbr1"),
                vmids,
                cidr,
                gateway,
                addresses);
    }
}
