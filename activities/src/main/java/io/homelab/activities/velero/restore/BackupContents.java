package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.homelab.activities.ensure.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The archive of a backup: {@code resources/KIND/namespaces/NAMESPACE/NAME.json} for each object. */
final class BackupContents {
    private static final int LARGEST = 64 << 20;
    private static final Pattern OBJECT =
            Pattern.compile("(?:\\./)?resources/([^/]+)/namespaces/([^/]+)/([^/]+)\\.json");

    private BackupContents() {}

    /**
     * An object that was backed up.
     *
     * @param kind plural and group, as Velero writes it
     */
    record Stored(String kind, GenericKubernetesResource object) {}

    /** Reads those of a namespace, one after the other; how many there were. */
    static int each(InputStream archive, String namespace, Consumer<Stored> reader) throws IOException {
        int count = 0;
        try (var tar = new TarArchiveInputStream(archive)) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var name = OBJECT.matcher(entry.getName());
                if (entry.isFile() && name.matches() && name.group(2).equals(namespace)) {
                    Await.beat("reading " + name.group(1));
                    if (entry.getSize() > LARGEST) {
                        throw new IOException(entry.getName() + " is larger than any object is");
                    }
                    reader.accept(new Stored(
                            name.group(1),
                            Serialization.unmarshal(
                                    new String(tar.readAllBytes(), StandardCharsets.UTF_8),
                                    GenericKubernetesResource.class)));
                    count++;
                }
            }
        }
        return count;
    }
}
