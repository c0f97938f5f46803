package io.homelab.activities.velero.restore;

import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.activities.transport.Unreachable;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** A file of Velero's in its bucket, by the URL that it signs for it: a secret for as long as it lasts. */
final class SignedFile {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int OK = 200;

    private final Transports transports;
    private final Trust trust;
    private final String where;

    SignedFile(Transports transports, Trust trust, String where) {
        this.transports = transports;
        this.trust = trust;
        this.where = where;
    }

    interface Reader<T> {
        T read(InputStream unzipped) throws IOException;
    }

    /** Reads it, unzipped. CONFIG when the storage refuses, {@link Unreachable} when it does not answer or breaks off. */
    <T> T read(String url, Reader<T> reader) {
        var parsed = HttpUrl.parse(url);
        if (parsed == null) {
            throw new Problem(FailureClass.CONFIG, "Velero gives no URL to the backup that can be read", where, null);
        }
        var request = new Request.Builder().url(parsed).build();
        try (var response = transports.http("velero storage", trust, LIMIT).send(request, "GET /{file}")) {
            if (response.code() != OK) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "the storage answers " + response.code() + " to the URL that Velero signed",
                        where + ", " + parsed.host(),
                        "see that the worker reaches the storage by the same name as Velero (publicUrl)");
            }
            try (var unzipped = new GZIPInputStream(response.body().byteStream())) {
                return reader.read(unzipped);
            }
        } catch (IOException e) {
            throw new Unreachable("what Velero keeps cannot be read: " + e.getMessage(), where, e);
        }
    }
}
