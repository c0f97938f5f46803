package io.homelab.activities.labfile;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.workflows.failure.FailureClass;
import java.nio.file.Files;

/** Opens the lab file as it is, or as a snapshot kept it. */
public final class LabReader {
    private final LabProperties properties;
    private final SecretStores secrets;

    public LabReader(LabProperties properties, SecretStores secrets) {
        this.properties = properties;
        this.secrets = secrets;
    }

    /** The file as it is now; CONFIG with every problem when it is invalid. */
    public LabFile current() {
        if (!Files.exists(properties.labFile())) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "there is no lab file at " + properties.labFile(),
                    null,
                    "cp lab.example.yaml lab.yaml, and change what differs at your place");
        }
        try {
            return LabFile.open(properties.labFile());
        } catch (InvalidLab e) {
            throw invalid(e);
        }
    }

    /** The file as it was when the snapshot was taken. */
    public OpenLab snapshot(String id) {
        try {
            var file = LabFile.open(properties.stateDirectory(), id);
            var directory = properties.stateDirectory().resolve("snapshots").resolve(id);
            return new OpenLab(file, directory, properties, secrets.of(file.lab()));
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
