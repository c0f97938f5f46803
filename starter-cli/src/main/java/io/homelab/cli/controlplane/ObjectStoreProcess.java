package io.homelab.cli.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real S3 server on a loopback port, for rehearsals: that of rclone over a directory, whose directories are buckets and whose
 * files are objects. It ends when the control plane beside it is stopped.
 */
public final class ObjectStoreProcess {
    private static final Duration START = Duration.ofSeconds(30);
    private static final int KNOCK_MILLIS = 1000;

    private final Installation installation;
    private final Path directory;
    private final Part part;
    private final int port = Ports.any();

    public ObjectStoreProcess(Installation installation, Places places, String name) {
        this.installation = installation;
        this.directory = places.state().resolve("s3").resolve(name);
        this.part = RealParts.OBJECT_STORE.named(name, places);
    }

    /** Where it answers, or will. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where the buckets are. */
    public Path directory() {
        return directory;
    }

    /** Makes an empty bucket, starts it, and waits until it answers. */
    public void start(String bucket, String accessKey, String secretKey) {
        try {
            Files.createDirectories(directory.resolve(bucket));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
        part.start(
                List.of(
                        installation.environment().getOrDefault("HOMELAB_RCLONE", "rclone"),
                        "serve",
                        "s3",
                        directory.toString(),
                        "--addr=127.0.0.1:" + port,
                        "--vfs-cache-mode=off",
                        "--dir-cache-time=1ms", // what a rehearsal does to files behind its back is seen at once
                        "--config=/dev/null"),
                // Only this user's processes can read an environment; a command line can be read by everybody.
                // A list of CSV records, and a pair is one of them.
                Map.of("RCLONE_AUTH_KEY", "\"" + accessKey + "," + secretKey + "\""));
        part.await(START, "the S3 server", "does not answer", this::accepts);
    }

    private boolean accepts() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), KNOCK_MILLIS);
            return true;
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
