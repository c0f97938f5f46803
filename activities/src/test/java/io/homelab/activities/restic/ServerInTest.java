package io.homelab.activities.restic;

import io.homelab.activities.real.RealServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another server of rclone before the same repository as {@link RepositoryInTest}: its files are what that serves as objects. */
public final class ServerInTest implements AutoCloseable {
    private final Path directory;
    private final List<String> words;
    private final int port = RealServers.freePort();
    private @Nullable Process process;

    /**
     * @param directory for its log
     * @param words such as {@code restic} with a directory and options
     */
    public ServerInTest(Path directory, String... words) throws IOException {
        this.directory = directory;
        this.words = List.of(words);
        start();
    }

    /** Of loopback, where it answers. */
    public int port() {
        return port;
    }

    void start() throws IOException {
        var command = new ArrayList<>(List.of(RepositoryInTest.tool("HOMELAB_RCLONE", "rclone"), "serve"));
        command.addAll(words);
        command.addAll(List.of("--addr=127.0.0.1:" + port, "--config=/dev/null"));
        var started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("server.log").toFile()))
                .start();
        process = started;
        RealServers.until("the server answers, see " + directory, () -> {
            if (!started.isAlive()) {
                throw new IllegalStateException("it has ended, see " + directory);
            }
            return RealServers.accepts(port);
        });
    }

    /** It dies. */
    void stop() {
        Objects.requireNonNull(process).destroyForcibly().onExit().join();
    }

    /** Makes a key pair without a passphrase, as {@code ssh-keygen} does; the public one is beside it. */
    static Path sshKey(Path file) throws IOException {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString());
        return file;
    }

    /** The line that {@code known_hosts} and a lab file want of a public key. */
    static String publicKey(Path key) throws IOException {
        return Files.readString(Path.of(key + ".pub")).strip();
    }

    /** Makes a certificate of its own for 127.0.0.1, and its key, as two PEM files. */
    public static Map<String, Path> certificate(Path directory) throws IOException {
        var key = directory.resolve("server.key");
        var certificate = directory.resolve("server.crt");
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "30000",
                "-subj",
                "/CN=test",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        return Map.of("key", key, "certificate", certificate);
    }

    private static void run(String... words) throws IOException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(words[0] + ": " + said);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
