package io.homelab.activities.checks;

import io.homelab.activities.labfile.LabProperties;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.lab.secrets.AgeIdentity;
import io.homelab.workflows.topology.ClusterRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The repository's example lab in a directory of its own, with keys and a Proxmox where nobody answers. */
public record ExampleLab(LabReader reader, String snapshot, Path directory, Path state) {
    private static final Path REPOSITORY = Path.of("..");

    public static ExampleLab in(Path directory) throws IOException {
        return in(directory, "");
    }

    /** {@code more} is added at the end of the lab file. */
    public static ExampleLab in(Path directory, String more) throws IOException {
        copy(REPOSITORY.resolve("omni"), directory.resolve("omni"));
        var identity = AgeIdentity.generate();
        identity.writeTo(directory.resolve("identity.txt"));
        var recipients = identity.recipient() + ", " + AgeIdentity.generate().recipient();
        var text = Files.readString(REPOSITORY.resolve("lab.example.yaml"))
                .replace("recipients: []", "recipients: [" + recipients + "]")
                .replace("https://192.168.68.51:8006", "https://127.0.0.1:1")
                .replace("token: age:proxmox-token", "token: env:PROXMOX_TOKEN");
        Files.writeString(directory.resolve("lab.yaml"), text + more);
        var state = directory.resolve("state");
        var properties = new LabProperties(directory.resolve("lab.yaml"), state, directory.resolve("cache"));
        var reader = new LabReader(properties, directory.resolve("identity.txt"), Map.of("PROXMOX_TOKEN", "secret"));
        var current = reader.current();
        current.snapshot().writeTo(state);
        return new ExampleLab(reader, current.digest(), directory, state);
    }

    public ClusterRef cluster(String name) {
        return new ClusterRef(name, snapshot);
    }

    public OpenLab open() {
        return reader.snapshot(snapshot);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var source : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(source).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(source, target);
            }
        }
    }
}
