package io.homelab.simulator.talos.api;

import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.CPUStat;
import io.homelab.simulator.talos.wire.FeaturesInfo;
import io.homelab.simulator.talos.wire.Hostname;
import io.homelab.simulator.talos.wire.HostnameResponse;
import io.homelab.simulator.talos.wire.LoadAvg;
import io.homelab.simulator.talos.wire.LoadAvgResponse;
import io.homelab.simulator.talos.wire.MemInfo;
import io.homelab.simulator.talos.wire.Memory;
import io.homelab.simulator.talos.wire.MemoryResponse;
import io.homelab.simulator.talos.wire.Mounts;
import io.homelab.simulator.talos.wire.MountsResponse;
import io.homelab.simulator.talos.wire.PlatformInfo;
import io.homelab.simulator.talos.wire.SystemStat;
import io.homelab.simulator.talos.wire.SystemStatResponse;
import io.homelab.simulator.talos.wire.Version;
import io.homelab.simulator.talos.wire.VersionInfo;
import io.homelab.simulator.talos.wire.VersionResponse;

/** What a machine is. */
final class Facts {
    private Facts() {}

    static VersionResponse version(TalosNode node) {
        var image = node.image();
        return VersionResponse.newBuilder()
                .addMessages(Version.newBuilder()
                        .setVersion(VersionInfo.newBuilder()
                                .setTag(image.version())
                                .setSha("simulated")
                                .setGoVersion("go1.23.7")
                                .setOs("linux")
                                .setArch(image.architecture()))
                        .setPlatform(PlatformInfo.newBuilder()
                                .setName(image.platform())
                                .setMode(image.platform().equals("nocloud") ? "cloud" : "metal"))
                        .setFeatures(FeaturesInfo.newBuilder().setRbac(true)))
                .build();
    }

    static HostnameResponse hostname(TalosNode node) {
        return HostnameResponse.newBuilder()
                .addMessages(Hostname.newBuilder().setHostname(node.hostname()))
                .build();
    }

    static MemoryResponse memory(TalosNode node) {
        var total = node.hardware().memoryMiB() * 1024;
        return MemoryResponse.newBuilder()
                .addMessages(Memory.newBuilder()
                        .setMeminfo(MemInfo.newBuilder()
                                .setMemtotal(total)
                                .setMemfree(total / 3)
                                .setMemavailable(total / 2)))
                .build();
    }

    static LoadAvgResponse load(TalosNode node) {
        return LoadAvgResponse.newBuilder()
                .addMessages(LoadAvg.newBuilder()
                        .setLoad1(0.1 * node.hardware().cores())
                        .setLoad5(0.1)
                        .setLoad15(0.1))
                .build();
    }

    static MountsResponse mounts(TalosNode node) {
        var mounts = Mounts.newBuilder();
        node.systemDisk().ifPresent(disk -> mounts.addStatsBuilder()
                .setFilesystem(disk.device() + "4")
                .setSize(disk.sizeBytes())
                .setAvailable(disk.sizeBytes() / 2)
                .setMountedOn("/var"));
        return MountsResponse.newBuilder().addMessages(mounts).build();
    }

    static SystemStatResponse stat(TalosNode node) {
        var up = node.site().world().clock().now().getEpochSecond()
                - node.bootTime().getEpochSecond();
        var one = CPUStat.newBuilder()
                .setUser(up * 0.1)
                .setSystem(up * 0.05)
                .setIdle(up * 0.85)
                .build();
        var stat = SystemStat.newBuilder()
                .setBootTime(node.bootTime().getEpochSecond())
                .setCpuTotal(one);
        for (int i = 0; i < node.hardware().cores(); i++) {
            stat.addCpu(one);
        }
        return SystemStatResponse.newBuilder().addMessages(stat).build();
    }
}
