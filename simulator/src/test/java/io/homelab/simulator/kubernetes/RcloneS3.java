package io.homelab.simulator.kubernetes;

import io.homelab.simulator.talos.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A real S3 server over a directory. */
final class RcloneS3 implements AutoCloseable {
    static final String ACCESS_KEY = "AKIASIMULATED";
    static final String SECRET_KEY = "simulated-secret";

    private final Path root;
    private final int port;
    private final Process server;

    RcloneS3(Path directory, String bucket) throws IOException {
        root = Files.createDirectories(directory.resolve("s3"));
        Files.createDirectories(root.resolve(bucket));
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var builder = new ProcessBuilder(
                        Objects.requireNonNullElse(System.getenv("HOMELAB_RCLONE"), "rclone"),
                        "serve",
                        "s3",
                        root.toString(),
                        "--addr=127.0.0.1:" + port,
                        "--vfs-cache-mode=off",
                        "--dir-cache-time=1ms",
                        "--config=/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("rclone.log").toFile());
        builder.environment().put("RCLONE_AUTH_KEY", "\"" + ACCESS_KEY + "," + SECRET_KEY + "\"");
        server = builder.start();
        Eventually.get(this::answers);
    }

    private boolean answers() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Files of a bucket below a path, which is what is in S3. */
    List<Path> files(String below) throws IOException {
        var directory = root.resolve(below);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void close() {
        server.destroyForcibly().onExit().join();
    }
}
