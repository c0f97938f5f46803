package io.homelab.activities.restic;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.RepositoryLocation.Kind;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The program ssh as restic is to start it for SFTP: our key and no other way in, the host's key and no other. It takes keys from
 * files alone; so they are there for one run of restic, in memory where this machine has a directory in it.
 */
final class SshCommand implements AutoCloseable {
    private static final String PREFIX = "homelab-ssh-";
    private static final String KEY = "key";
    private static final String HOSTS = "known_hosts";
    private static final String CONFIG = "config";
    private static final String ALIAS = "repository";

    private final Path directory;
    private final Kind.Sftp where;

    private SshCommand(Path directory, Kind.Sftp where) {
        this.directory = directory;
        this.where = where;
    }

    /** Writes the files that it needs. */
    static SshCommand of(Kind.Sftp where, String hostKey, Secret key) {
        try {
            var parent = parent();
            sweep(parent);
            var directory = Files.createTempDirectory(
                    parent, PREFIX + ProcessHandle.current().pid() + "-");
            var command = new SshCommand(directory, where);
            command.write(hostKey, key);
            return command;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static Path parent() {
        return Stream.of(System.getenv("XDG_RUNTIME_DIR"), "/dev/shm", System.getProperty("java.io.tmpdir"))
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(path -> Files.isDirectory(path) && Files.isWritable(path))
                .findFirst()
                .orElseThrow(() -> unwritable(null));
    }

    private static Problem unwritable(@Nullable IOException e) {
        return new Problem(
                FailureClass.TRANSIENT,
                "the SSH key cannot be put where ssh finds it: "
                        + (e == null ? "no directory for temporary files may be written" : e.getMessage()),
                "this machine",
                "give the worker a directory for temporary files: TMPDIR",
                e);
    }

    /** Whoever was killed could not take its key away. */
    private static void sweep(Path parent) throws IOException {
        try (var all = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var directory : all) {
                if (Files.isWritable(directory) && isLeftOver(directory)) {
                    remove(directory);
                }
            }
        }
    }

    private static boolean isLeftOver(Path directory) {
        var rest = directory.getFileName().toString().substring(PREFIX.length());
        var pid = rest.substring(0, Math.max(0, rest.indexOf('-')));
        return pid.matches("\\d{1,10}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private void write(String hostKey, Secret key) throws IOException {
        var text = key.text();
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file(KEY), owner);
        // OpenSSH reads no key whose last line has no end.
        Files.writeString(file(KEY), text.endsWith("\n") ? text : text + "\n");
        Files.writeString(file(HOSTS), ALIAS + " " + hostKey + "\n");
        Files.writeString(file(CONFIG), config());
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    /** See ssh_config(5). */
    private String config() {
        return """
                Host %s
                  HostName %s
                  Port %d
                  User %s
                  HostKeyAlias %s
                  UserKnownHostsFile "%s"
                  GlobalKnownHostsFile /dev/null
                  StrictHostKeyChecking yes
                  IdentityFile "%s"
                  IdentitiesOnly yes
                  IdentityAgent none
                  BatchMode yes
                  ConnectTimeout 10
                  ServerAliveInterval 15
                """.formatted(ALIAS, where.host(), where.port(), where.user(), ALIAS, file(HOSTS), file(KEY));
    }

    /** For restic's option {@code sftp.command}, which it splits at spaces as a shell would. */
    String text() {
        return "ssh -F '" + file(CONFIG) + "' " + ALIAS + " -s sftp";
    }

    @Override
    public void close() {
        try {
            remove(directory);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static void remove(Path directory) throws IOException {
        for (var name : List.of(KEY, HOSTS, CONFIG)) {
            Files.deleteIfExists(directory.resolve(name));
        }
        Files.deleteIfExists(directory);
    }
}
