package io.homelab.activities.restic;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.real.RealServers;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.SetRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A restic repository, made by the real restic, in a real S3 server whose objects are files, and a lab file. The server is
 * rclone's, or versitygw where {@code HOMELAB_VERSITYGW} names it.
 */
public final class RepositoryInTest implements AutoCloseable {
    static final String ACCESS_KEY = "AKIAHOMELAB00001";
    static final String SECRET_KEY = "a-secret-key-of-the-test";
    static final String PASSWORD = "a-password-of-the-test";
    private static final int FILES = 6;
    private static final int MIB = 1 << 20;

    private final Path directory;
    private final int port;
    private @Nullable Process server;

    /** Makes a repository with two snapshots of host {@code nas}. */
    public RepositoryInTest(Path directory) throws IOException {
        this(directory, 3);
    }

    /** The same with six files of so many MiB. */
    public RepositoryInTest(Path directory, int size) throws IOException {
        this.directory = directory;
        this.port = RealServers.freePort();
        Files.createDirectories(directory.resolve("s3/backups"));
        start();
        restic("init");
        var random = new Random(7);
        var source = Files.createDirectories(source());
        var bytes = new byte[size * MIB];
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(bytes);
            Files.write(source.resolve("file-" + i), bytes);
        }
        restic("backup", "--host", "nas", "--tag", "nightly", "--time", "2026-11-24 03:00:00", source.toString());
        Files.writeString(source.resolve("later"), "between two backups\n");
        restic("backup", "--host", "nas", "--tag", "nightly", "--time", "2026-11-25 03:00:00", source.toString());
    }

    public Path source() {
        return directory.resolve("source");
    }

    /** Starts the S3 server, again if need be. */
    public void start() throws IOException {
        var builder = server(System.getenv("HOMELAB_VERSITYGW"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("s3.log").toFile());
        server = builder.start();
        RealServers.until(
                "the S3 server answers, see " + directory, () -> isAlive(server) && RealServers.accepts(port));
    }

    private ProcessBuilder server(@Nullable String versity) {
        var root = directory.resolve("s3").toString();
        if (versity != null) {
            var builder = new ProcessBuilder(versity, "--port=127.0.0.1:" + port, "posix", root);
            builder.environment().put("ROOT_ACCESS_KEY", ACCESS_KEY);
            builder.environment().put("ROOT_SECRET_KEY", SECRET_KEY);
            return builder;
        }
        var builder = new ProcessBuilder(
                tool("HOMELAB_RCLONE", "rclone"),
                "serve",
                "s3",
                root,
                "--addr=127.0.0.1:" + port,
                "--vfs-cache-mode=off",
                "--dir-cache-time=1ms", // what the test does to files behind its back is seen at once
                "--config=/dev/null");
        builder.environment().put("RCLONE_AUTH_KEY", "\"" + ACCESS_KEY + "," + SECRET_KEY + "\"");
        return builder;
    }

    /** The S3 server dies. */
    public void stop() {
        Objects.requireNonNull(server).destroyForcibly().onExit().join();
    }

    /** As restic finds it without the server. */
    public Path local() {
        return directory.resolve("s3/backups/restic");
    }

    /** Where the S3 server answers. */
    URI server() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public String url() {
        return "s3:http://127.0.0.1:" + port + "/backups/restic";
    }

    public void restic(String... arguments) throws IOException {
        var process = program(arguments).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("restic " + arguments[0] + ": " + said);
        }
    }

    private ProcessBuilder program(String... arguments) {
        var words =
                new ArrayList<>(List.of(tool("HOMELAB_RESTIC", "restic"), "--repo", url(), "--no-cache", "--quiet"));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "RESTIC_PASSWORD", PASSWORD,
                        "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                        "AWS_SECRET_ACCESS_KEY", SECRET_KEY));
        return builder;
    }

    /** A backup of what never comes, once it has locked the repository. */
    public Process waitingBackup() throws IOException {
        var process = program("backup", "--stdin", "--stdin-filename", "never").start();
        RealServers.until(
                "restic takes a lock, see " + directory,
                () -> isAlive(process) && !files("locks").isEmpty());
        return process;
    }

    /** A check that has the repository for itself alone, and takes hours over a slow line. */
    public Process waitingCheck() throws IOException {
        var process = program("check", "--read-data", "--limit-download", "1").start();
        RealServers.until(
                "restic takes a lock, see " + directory,
                () -> isAlive(process) && !files("locks").isEmpty());
        return process;
    }

    /** Whoever holds a lock is gone, and so is the lock. */
    public void end(Process holder) throws IOException {
        holder.destroyForcibly().onExit().join();
        restic("unlock", "--remove-all");
    }

    /** The packs, the smallest first. */
    public List<Path> packs() {
        return files("data").stream()
                .sorted(Comparator.comparing((Path file) -> file.toFile().length())
                        .thenComparing(file -> file))
                .toList();
    }

    /** The files of a directory of the repository. */
    public List<Path> files(String kind) {
        var there = directory.resolve("s3/backups/restic").resolve(kind);
        if (!Files.exists(there)) {
            return List.of();
        }
        try (var files = Files.walk(there)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of every object by its path. */
    public Map<Path, String> digests() throws IOException {
        var digests = new TreeMap<Path, String>();
        try (var files = Files.walk(directory.resolve("s3"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                digests.put(file, Sha256.of(file));
            }
        }
        return digests;
    }

    /** Turns one bit over. */
    public static void damage(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, channel.size() / 3);
            one.put(0, (byte) (one.get(0) ^ 4)).rewind();
            channel.write(one, channel.size() / 3);
        }
    }

    /**
     * A lab file with this repository as the set {@code offsite}, in a directory of its own.
     *
     * @param sources and {@code more} are lines of it, in flow style
     */
    public Taken lab(Path home, String sources, String more) throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("access"), ACCESS_KEY);
        Files.writeString(home.resolve("secret"), SECRET_KEY);
        Files.writeString(home.resolve("password"), PASSWORD);
        var lab = ExampleLab.in(home, """

                backups:
                  sets:
                    offsite:
                      repository: %s
                      accessKey: file:%s
                      secretKey: file:%s
                      password: file:%s
                      sources: %s
                      %s
                """.formatted(
                url(), home.resolve("access"), home.resolve("secret"), home.resolve("password"), sources, more));
        return new Taken(lab, new SetRef("offsite", lab.snapshot()));
    }

    public record Taken(ExampleLab lab, SetRef set) {
        /** The same with another lab file: of each two, the second instead of the first. */
        public Taken with(String... changes) throws IOException {
            var file = lab.directory().resolve("lab.yaml");
            var text = Files.readString(file);
            for (int i = 0; i < changes.length; i += 2) {
                text = text.replace(changes[i], changes[i + 1]);
            }
            Files.writeString(file, text);
            return new Taken(lab, new SetRef("offsite", lab.reader().take(null).digest()));
        }
    }

    /** The real program; what the launcher found, or what is on PATH. */
    public static String tool(String variable, String name) {
        return Objects.requireNonNullElse(System.getenv(variable), name);
    }

    /** Ours around it. */
    static Restic restic(Path cache) {
        return new Restic(new Transports(Gate.OPEN), tool("HOMELAB_RESTIC", "restic"), cache);
    }

    /** Nobody waits for what has ended. */
    private boolean isAlive(@Nullable Process process) {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("it has ended, see " + directory);
        }
        return true;
    }

    @Override
    public void close() {
        stop();
    }
}
