package io.homelab.activities.labfile;

import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Trust;
import io.homelab.lab.LabFile;
import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Lab;
import io.homelab.lab.definition.Node;
import io.homelab.lab.definition.ServerTrust;
import io.homelab.lab.definition.Waits;
import io.homelab.lab.template.ClusterTemplate;
import io.homelab.workflows.failure.FailureClass;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One snapshot of the lab file, with the live secret store and lock file beside the file that it was taken from. */
public record OpenLab(LabFile file, Path snapshotDirectory, LabProperties properties, SecretAccess secrets) {
    public Lab lab() {
        return file.lab();
    }

    /** The cluster of that name; CONFIG when the lab has none. */
    public Cluster cluster(String name) {
        return lab().cluster(name)
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "the lab has no cluster " + name,
                        "lab.yaml",
                        "it has: " + String.join(", ", lab().clusters().keySet())));
    }

    /** The node of that name. */
    public Node node(String cluster, String name) {
        return cluster(cluster).nodes().stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG, "cluster " + cluster + " has no node " + name, "lab.yaml", null));
    }

    /** The cluster's template. */
    public ClusterTemplate template(String cluster) {
        return file.template(cluster)
                .orElseThrow(() ->
                        new Problem(FailureClass.CONFIG, "cluster " + cluster + " has no template", "lab.yaml", null));
    }

    /** A cluster's waits, scaled by a rehearsal's factor. */
    public Waits waits(String cluster) {
        return cluster(cluster).waits().fasterBy(lab().time().factor());
    }

    /** How a server proves itself. */
    public Trust trust(ServerTrust trust) {
        if (trust.fingerprint() != null) {
            return new Trust.Pinned(trust.fingerprint());
        }
        return trust(trust.file());
    }

    /** A PEM file of authorities beside the lab file, or the system's. */
    public Trust trust(@Nullable String pemFile) {
        return pemFile == null ? new Trust.System() : Trust.Authorities.of(file(pemFile));
    }

    /** A file that the lab file names: as it was when the snapshot was taken, if it is part of it. */
    public Path file(String name) {
        var kept = snapshotDirectory.resolve(name);
        return java.nio.file.Files.exists(kept) ? kept : properties.labFile().resolveSibling(name);
    }
}
