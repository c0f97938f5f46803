package io.homelab.activities.velero.restore;

import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.activities.velero.VeleroBackup;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.activities.velero.restore.Hands.Hand;
import io.homelab.workflows.backup.cluster.NamespaceActivities.Sight;
import io.homelab.workflows.backup.cluster.NamespacePlan;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Velero keeps of a backup and a restore beside its resources. */
final class ContentsOfBackups {
    private final Transports transports;

    ContentsOfBackups(Transports transports) {
        this.transports = transports;
    }

    /**
     * Compares what came back with the backup's own archive.
     *
     * @param url of the archive, signed by Velero: a secret
     */
    Sight compared(Hand hand, NamespacePlan plan, String url) {
        var likeness = new Likeness(hand.client(), plan.target(), plan.brings(), plan.where() == Where.IN_PLACE);
        int count =
                file(hand, plan).read(url, archive -> BackupContents.each(archive, plan.namespace(), likeness::look));
        var transfers = Transfers.of(hand.velero(), plan.name());
        var findings = new ArrayList<>(transfers.findings());
        findings.addAll(likeness.findings());
        if (count == 0) {
            findings.add("the backup holds no object of " + plan.namespace());
        }
        var words = Stream.of(likeness.words(), transfers.words())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return new Sight(words, findings, null);
    }

    /** What has gone wrong with a restore. */
    List<String> errors(Hand hand, NamespacePlan plan, String url) {
        return file(hand, plan).read(url, RestoreResults::errors);
    }

    private SignedFile file(Hand hand, NamespacePlan plan) {
        return new SignedFile(transports, trust(hand, plan), "velero of " + plan.cluster());
    }

    /** The authority that the location names for its server, or the system's. */
    private static Trust trust(Hand hand, NamespacePlan plan) {
        return hand.velero()
                .find(VeleroKind.BACKUP, plan.backup())
                .map(VeleroBackup::new)
                .flatMap(backup -> backup.state().text("spec", "storageLocation"))
                .flatMap(name -> hand.velero().find(VeleroKind.LOCATION, name))
                .flatMap(location -> location.text("spec", "objectStorage", "caCert"))
                .<Trust>map(text ->
                        new Trust.Authorities(new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8)))
                .orElse(new Trust.System());
    }
}
