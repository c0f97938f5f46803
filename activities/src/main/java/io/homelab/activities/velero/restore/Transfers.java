package io.homelab.activities.velero.restore;

import io.homelab.activities.kubernetes.CustomState;
import io.homelab.activities.velero.Velero;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.workflows.backup.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The data of volumes that a restore has brought: Velero's data mover hashes what it reads, and fails on what does not match. */
final class Transfers {
    private final List<CustomState> transfers;

    private Transfers(List<CustomState> transfers) {
        this.transfers = List.copyOf(transfers);
    }

    static Transfers of(Velero velero, String restore) {
        return new Transfers(Stream.concat(
                        velero.labelled(VeleroKind.VOLUME_RESTORE, Velero.RESTORE, restore).stream(),
                        velero.labelled(VeleroKind.DATA_DOWNLOAD, Velero.RESTORE, restore).stream())
                .toList());
    }

    List<String> findings() {
        var findings = new ArrayList<String>();
        for (var transfer : transfers) {
            var phase = transfer.text("status", "phase").orElse("New");
            long total = transfer.number("status", "progress", "totalBytes");
            long done = transfer.number("status", "progress", "bytesDone");
            if (!phase.equals("Completed")) {
                findings.add("volume " + name(transfer) + " is " + phase
                        + transfer.text("status", "message").map(m -> ": " + m).orElse(""));
            } else if (done < total) {
                findings.add("volume " + name(transfer) + " has " + done + " of " + total + " bytes");
            }
        }
        return findings;
    }

    /** Such as {@code 2 volumes, 1.2 GiB}; empty when there is none. */
    String words() {
        long bytes = transfers.stream()
                .mapToLong(transfer -> transfer.number("status", "progress", "totalBytes"))
                .sum();
        return transfers.isEmpty()
                ? ""
                : transfers.size() + (transfers.size() == 1 ? " volume, " : " volumes, ") + Sizes.text(bytes);
    }

    private static String name(CustomState transfer) {
        return transfer.text("spec", "pod", "name")
                        .or(() -> transfer.text("spec", "targetVolume", "pvc"))
                        .orElse(transfer.name())
                + transfer.text("spec", "volume").map(volume -> "/" + volume).orElse("");
    }
}
