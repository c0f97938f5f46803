package io.homelab.activities.labfile;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.state.ChangedDigest;
import io.homelab.lab.state.LabLock;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Downloads that happen once: what came the first time is recorded in lab.lock, and nothing else is used after that. */
public final class Downloads {
    private static final int MINIMUM_IMAGE = 1 << 20;
    private static final int CHUNK = 1 << 16;

    private final LabProperties properties;

    public Downloads(LabProperties properties) {
        this.properties = properties;
    }

    /** A file with its size in bytes and its digest in hex. */
    public record Download(Path file, long size, String sha256) {}

    /** A file that a person brought. */
    public Download file(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Problem(FailureClass.CONFIG, "there is no image file " + file, "lab.yaml images.file", null);
        }
        var download = describe(file);
        if (download.size() < MINIMUM_IMAGE) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the image file " + file + " has only " + download.size() + " bytes: it is no Talos image",
                    "lab.yaml images.file",
                    null);
        }
        return download;
    }

    /** What a URL holds, from the cache if it is there as lab.lock recorded it. */
    public Download once(URI url, String name, Consumer<Path> fetch) {
        var target = properties.cacheDirectory().resolve("downloads").resolve(name);
        var lock = LabLock.beside(properties.labFile());
        var recorded = lock.find(LabLock.Kind.DOWNLOAD, url.toString());
        if (Files.isRegularFile(target)) {
            var cached = describe(target);
            if (recorded.isPresent() && recorded.get().sha256().equals(cached.sha256())) {
                return cached;
            }
        }
        fetch.accept(target);
        var fetched = describe(target);
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

    private static Download describe(Path file) {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            var chunk = new byte[CHUNK];
            long size = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                size += read;
            }
            return new Download(
                    file, size, HexFormat.of().formatHex(in.getMessageDigest().digest()));
        } catch (IOException e) {
            throw new Problem(FailureClass.TRANSIENT, "cannot read " + file + ": " + e.getMessage(), null, null, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
