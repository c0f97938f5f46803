package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.activities.transport.Unreachable;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The archive of a backup, as it is in its bucket: {@code resources/KIND/namespaces/NAMESPACE/NAME.json} for each object. The URL
 * that Velero signs for it is a secret for as long as it lasts.
 */
final class BackupContents {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int OK = 200;
    private static final int LARGEST = 64 << 20;
    private static final Pattern OBJECT =
            Pattern.compile("(?:\\./)?resources/([^/]+)/namespaces/([^/]+)/([^/]+)\\.json");

    private final Transports transports;
    private final Trust trust;
    private final String where;

    BackupContents(Transports transports, Trust trust, String where) {
        this.transports = transports;
        this.trust = trust;
        this.where = where;
    }

    /**
     * An object that was backed up.
     *
     * @param kind plural and group, as Velero writes it
     */
    record Stored(String kind, GenericKubernetesResource object) {}

    /** Reads the archive to its end, one object after the other. */
    void each(String url, String namespace, Consumer<Stored> reader) {
        var parsed = HttpUrl.parse(url);
        if (parsed == null) {
            throw new Problem(FailureClass.CONFIG, "Velero gives no URL to the backup that can be read", where, null);
        }
        var request = new Request.Builder().url(parsed).build();
        try (var response = transports.http("velero storage", trust, LIMIT).send(request, "GET /{backup}")) {
            if (response.code() != OK) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "the storage answers " + response.code() + " to the URL that Velero signed",
                        where + ", " + parsed.host(),
                        "see that the worker reaches the storage by the same name as Velero (publicUrl)");
            }
            read(response.body().byteStream(), namespace, reader);
        }
    }

    private void read(InputStream body, String namespace, Consumer<Stored> reader) {
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(body))) {
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
                }
            }
        } catch (IOException e) {
            throw new Unreachable("the backup's archive cannot be read: " + e.getMessage(), where, e);
        }
    }
}
