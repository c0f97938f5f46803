package io.homelab.activities.velero.install;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.homelab.activities.kubernetes.Manifests;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.lab.definition.ClusterBackup;
import io.homelab.lab.definition.Marker;
import io.homelab.lab.definition.ReplicationRepository;
import io.homelab.lab.definition.VeleroStorage;
import io.homelab.lab.secrets.SecretRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Secrets by which Velero and VolSync get to their buckets, with our marker.
 *
 * <p>Velero's plugin for S3 wants a credentials file of the AWS tools below one key (velero-plugin-for-aws, README, "Create a
 * BackupStorageLocation"); VolSync's restic mover wants restic's own environment (volsync.readthedocs.io, restic, "Specifying a
 * repository").
 */
final class KeySecrets {
    private static final String VELERO_KEY = "cloud";

    private final OpenLab lab;
    private final String marker;

    KeySecrets(OpenLab lab, String cluster) {
        this.lab = lab;
        this.marker = Marker.of(lab.secrets().labKey(), "cluster/" + cluster + "/backups")
                .value();
    }

    /** Whether one was made by an installation of this lab. */
    boolean ours(Secret secret) {
        var labels = secret.getMetadata().getLabels();
        return labels != null && marker.equals(labels.get(Manifests.MARKER));
    }

    List<Secret> of(ClusterBackup wanted, VeleroStorage storage) {
        var secrets = new ArrayList<Secret>();
        secrets.add(secret(wanted.namespace(), storage.secret(), Map.of(VELERO_KEY, credentials(storage))));
        if (wanted.volsync() != null) {
            wanted.volsync().repositories().forEach((path, repository) -> {
                var slash = path.indexOf('/');
                secrets.add(secret(path.substring(0, slash), path.substring(slash + 1), environment(repository)));
            });
        }
        return secrets;
    }

    private String credentials(VeleroStorage storage) {
        return """
                [default]
                aws_access_key_id=%s
                aws_secret_access_key=%s
                """.formatted(text(storage.accessKey()), text(storage.secretKey()));
    }

    private Map<String, String> environment(ReplicationRepository repository) {
        return Map.of(
                "RESTIC_REPOSITORY", repository.repository().text(),
                "RESTIC_PASSWORD", text(repository.password()),
                "AWS_ACCESS_KEY_ID", text(repository.accessKey()),
                "AWS_SECRET_ACCESS_KEY", text(repository.secretKey()),
                "AWS_DEFAULT_REGION", repository.region());
    }

    private String text(SecretRef reference) {
        try (var secret = lab.secrets().resolve(reference)) {
            return secret.text();
        }
    }

    private Secret secret(String namespace, String name, Map<String, String> content) {
        var encoded = new TreeMap<String, String>();
        content.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels(Manifests.MARKER, marker)
                .endMetadata()
                .withType("Opaque")
                .withData(encoded)
                .build();
    }
}
