package io.homelab.activities.labfile;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.transport.Http;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Unreachable;
import io.homelab.lab.state.ChangedDigest;
import io.homelab.lab.state.LabLock;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import okhttp3.Request;
import okhttp3.Response;

/** Downloads that happen once: what came the first time is recorded in lab.lock, and nothing else is used after that. */
public final class Downloads {
    private static final int CHUNK = 1 << 16;
    private static final int MIB = 1 << 20;

    private final LabProperties properties;
    private final Http http;

    public Downloads(LabProperties properties, Http http) {
        this.properties = properties;
        this.http = http;
    }

    /** What a URL holds, from the cache if it is there as lab.lock recorded it. */
    public LocalFile once(URI url, String name) {
        return once(url, name, () -> {});
    }

    /** Likewise; {@code before} makes the server ready when there is something to fetch. */
    public LocalFile once(URI url, String name, Runnable before) {
        var target = target(name);
        var lock = LabLock.beside(properties.labFile());
        var recorded = lock.find(LabLock.Kind.DOWNLOAD, url.toString());
        if (Files.isRegularFile(target)) {
            var cached = LocalFile.of(target);
            if (recorded.isPresent() && recorded.get().sha256().equals(cached.sha256())) {
                return cached;
            }
        }
        before.run();
        fetch(url, target);
        var fetched = LocalFile.of(target);
        try {
            lock.recordFirstUse(
                    LabLock.Kind.DOWNLOAD,
                    url.toString(),
                    fetched.sha256(),
                    fetched.size(),
                    LabClock.system().now());
        } catch (ChangedDigest e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    e.getMessage() == null ? "the download is not what it was the first time" : e.getMessage(),
                    url.toString(),
                    "if that is right, remove its entry from lab.lock",
                    e);
        }
        return fetched;
    }

    /** What a URL holds now, for a list that grows. */
    public Path anew(URI url, String name) {
        var target = target(name);
        fetch(url, target);
        return target;
    }

    private Path target(String name) {
        return properties.cacheDirectory().resolve("downloads").resolve(name);
    }

    /** Whole or not at all. */
    private void fetch(URI url, Path target) {
        var part = target.resolveSibling(target.getFileName() + ".part");
        var where = "GET " + url.getScheme() + "://" + url.getAuthority() + url.getPath();
        var request = new Request.Builder().url(url.toString()).build();
        try (var response = http.send(request, "GET " + url.getPath())) {
            check(response, where);
            Files.createDirectories(target.resolveSibling(""));
            try (var in = response.body().byteStream();
                    var out = Files.newOutputStream(part)) {
                var chunk = new byte[CHUNK];
                long done = 0;
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    out.write(chunk, 0, read);
                    done += read;
                    Await.beat("fetched " + done / MIB + " MiB of " + url.getPath());
                }
            }
            var length = response.body().contentLength();
            if (length >= 0 && Files.size(part) != length) {
                throw new Unreachable("the download broke off", where, null);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Unreachable("the download failed: " + e.getMessage(), where, e);
        }
    }

    private static void check(Response response, String where) {
        var code = response.code();
        if (!response.isSuccessful()) {
            throw new Problem(
                    code >= 500 || code == 429 ? FailureClass.TRANSIENT : FailureClass.CONFIG,
                    "the download was answered " + code,
                    where,
                    code == 404 ? "does this version exist? see the lab file and the cluster's template" : null);
        }
    }
}
