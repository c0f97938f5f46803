package io.homelab.activities.labfile;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.LabSecrets;
import io.homelab.lab.definition.Lab;
import io.homelab.workflows.failure.FailureClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the lab file as it is, or as a snapshot kept it. */
public final class LabReader {
    /** Runs go on with the snapshot that they started with, so a few are in use at a time. */
    private static final int KEPT = 16;

    private final LabProperties properties;
    private final Path identityFile;
    private final Map<String, String> environment;
    private final Map<String, OpenLab> snapshots = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OpenLab> eldest) {
            return size() > KEPT;
        }
    };

    /** The identity file is the one of this machine; a lab file may name another. */
    public LabReader(LabProperties properties, Path identityFile, Map<String, String> environment) {
        this.properties = properties;
        this.identityFile = identityFile;
        this.environment = Map.copyOf(environment);
    }

    /** The file as it is now; CONFIG with every problem when it is invalid. */
    public LabFile current() {
        if (!Files.exists(properties.labFile())) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "there is no lab file at " + properties.labFile(),
                    null,
                    "homelab init writes one from what a Proxmox host says; or cp lab.example.yaml lab.yaml");
        }
        try {
            return LabFile.open(properties.labFile());
        } catch (InvalidLab e) {
            throw invalid(e);
        }
    }

    /** The file as it is now, kept as a snapshot. */
    public LabFile take(@Nullable String expectedDigest) {
        return take(expectedDigest, null);
    }

    /**
     * The file as it is now, kept as a snapshot; CONFIG when it is not the one that the caller saw. An image at hand takes the
     * place of the one that the file names, so that the run goes on with it whoever retries it.
     */
    public LabFile take(@Nullable String expectedDigest, @Nullable String imageFile) {
        var file = current();
        if (expectedDigest != null && !expectedDigest.equals(file.digest())) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "your lab file is not the one that the worker reads: yours is " + expectedDigest
                            + ", the worker's is " + file.digest(),
                    properties.labFile().toString(),
                    "start the control plane where your lab file is: HOMELAB_LAB=FILE homelab server start");
        }
        if (imageFile == null) {
            file.snapshot().writeTo(properties.stateDirectory());
            return file;
        }
        var snapshot = file.snapshotWith(Path.of(imageFile));
        snapshot.writeTo(properties.stateDirectory());
        return snapshot(snapshot.id()).file();
    }

    /**
     * The file as it was when the snapshot was taken. Its id is the digest of its content, so one that was read and checked
     * stays right; its secrets are read from the live store each time.
     */
    public OpenLab snapshot(String id) {
        synchronized (snapshots) {
            var known = snapshots.get(id);
            if (known != null) {
                return known;
            }
            var opened = read(id);
            snapshots.put(id, opened);
            return opened;
        }
    }

    /** The secrets beside the lab file. */
    public SecretAccess secrets(Lab lab) {
        var directory = properties.labFile().toAbsolutePath().normalize().resolveSibling("");
        return new SecretAccess(LabSecrets.open(directory, lab, identityFile, environment));
    }

    private OpenLab read(String id) {
        try {
            var file = LabFile.open(properties.stateDirectory(), id);
            var directory = properties.stateDirectory().resolve("snapshots").resolve(id);
            return new OpenLab(file, directory, properties, secrets(file.lab()));
        } catch (InvalidLab e) {
            throw invalid(e);
        }
    }

    /** Where snapshots go. */
    LabProperties properties() {
        return properties;
    }

    private Problem invalid(InvalidLab e) {
        return new Problem(
                FailureClass.CONFIG,
                "the lab file is invalid: " + e.getMessage(),
                properties.labFile().toString(),
                "homelab lab validate",
                e);
    }
}
