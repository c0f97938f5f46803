package io.homelab.simulator.talos.node;

import io.homelab.simulator.talos.config.InstallDisk;
import io.homelab.simulator.talos.config.InstallerImage;
import io.homelab.simulator.talos.config.MachineConfig;
import org.jspecify.annotations.Nullable;

/** Puts Talos and the configuration onto the disk. */
final class Installation {
    private Installation() {}

    /** Installs, or notes why not. */
    static void run(TalosNode node, MachineConfig wanted, @Nullable String failure) {
        var reference = wanted.text("machine.install.image");
        var installer = InstallerImage.parse(
                reference.isEmpty()
                        ? "ghcr.io/siderolabs/installer:" + node.image().version()
                        : reference);
        var disk = InstallDisk.of(wanted, node.hardware());
        if (failure != null || installer.isEmpty() || disk.isEmpty()) {
            node.journal()
                    .note("install failed: "
                            + (failure != null ? failure : "failed to pull image \"" + reference + "\": not found"));
        } else {
            if (wanted.is("machine.install.wipe", false)) {
                disk.get().wipe();
            }
            disk.get().writeBootImage(installer.get().onto(node.image()));
            new SystemDisk(disk.get()).store(wanted);
            node.journal().note("installation successful");
        }
    }
}
