package io.homelab.activities.velero.restore;

import io.homelab.activities.transport.Problem;
import io.homelab.activities.velero.VeleroBackup;
import io.homelab.workflows.backup.cluster.NamespaceRequest;
import io.homelab.workflows.failure.FailureClass;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which backup a namespace is restored from. */
final class BackupChoice {
    private static final int SHOWN = 5;

    private final String cluster;
    private final List<VeleroBackup> backups;

    BackupChoice(String cluster, List<VeleroBackup> backups) {
        this.cluster = cluster;
        this.backups = List.copyOf(backups);
    }

    /** CONFIG when there is none, with those that there are. */
    VeleroBackup of(NamespaceRequest request, String namespace) {
        if (request.backup() != null) {
            return named(request.backup(), namespace);
        }
        return backups.stream()
                .filter(VeleroBackup::complete)
                .filter(backup -> backup.holds(namespace))
                .filter(backup -> request.before() == null || !backup.when().isAfter(request.before()))
                .max(Comparator.comparing(VeleroBackup::when))
                .orElseThrow(() -> none(
                        "no complete backup holds namespace " + namespace
                                + (request.before() == null ? "" : " and is from before " + request.before()),
                        namespace));
    }

    /** A person who names one may want what is left of it. */
    private VeleroBackup named(String name, String namespace) {
        var backup = backups.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> none("there is no backup " + name, namespace));
        if (!backup.holds(namespace)) {
            throw none("backup " + name + " does not hold namespace " + namespace, namespace);
        }
        if (!backup.complete() && !backup.phase().equals("PartiallyFailed")) {
            throw none("backup " + name + " is " + backup.phase(), namespace);
        }
        return backup;
    }

    private Problem none(String what, String namespace) {
        var there = backups.stream()
                .filter(VeleroBackup::complete)
                .filter(backup -> backup.holds(namespace))
                .sorted(Comparator.comparing(VeleroBackup::when).reversed())
                .limit(SHOWN)
                .map(backup -> backup.name() + " of " + backup.when())
                .collect(Collectors.joining(", "));
        return new Problem(
                FailureClass.CONFIG,
                what,
                "velero of " + cluster,
                there.isEmpty() ? "velero backup get shows all that there are" : "those that hold it: " + there);
    }
}
