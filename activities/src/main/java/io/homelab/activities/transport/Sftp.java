package io.homelab.activities.transport;

import io.homelab.activities.transport.ObjectBucket.Reader;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Files of a host, by SFTP over one connection. Several threads may use it at once: each has a channel of its own meanwhile. */
public final class Sftp implements AutoCloseable {
    private static final String DELETE = "REMOVE /{file}";

    private final Ssh ssh;
    private final Gate gate;
    private final ConcurrentLinkedQueue<SftpClient> idle = new ConcurrentLinkedQueue<>();

    /** @param ssh is closed with it */
    Sftp(Ssh ssh, Gate gate) {
        this.ssh = ssh;
        this.gate = gate;
    }

    /** What is asked of a channel. */
    @FunctionalInterface
    private interface Asked<T> {
        T of(SftpClient client) throws IOException;
    }

    /**
     * A regular file.
     *
     * @param modified by the host's clock
     */
    public record Entry(String name, long bytes, Instant modified) {}

    /** Names of the directories in one; empty when there is no such directory. */
    public List<String> directories(String path) {
        return asked("READDIR /{directory}", path, client -> {
                    var names = new ArrayList<String>();
                    for (var entry : client.readEntries(path)) {
                        if (entry.getAttributes().isDirectory()
                                && !entry.getFilename().startsWith(".")) {
                            names.add(entry.getFilename());
                        }
                    }
                    return names;
                })
                .orElse(new ArrayList<>());
    }

    /** The regular files in a directory; empty when there is no such directory. */
    public List<Entry> files(String path) {
        return asked("READDIR /{directory}", path, client -> {
                    var files = new ArrayList<Entry>();
                    for (var entry : client.readEntries(path)) {
                        if (entry.getAttributes().isRegularFile()) {
                            files.add(entry(entry.getFilename(), entry.getAttributes()));
                        }
                    }
                    return files;
                })
                .orElse(new ArrayList<>());
    }

    /** A file; empty when there is none. */
    public Optional<Entry> look(String path) {
        return asked(
                "STAT /{file}", path, client -> entry(path.substring(path.lastIndexOf('/') + 1), client.stat(path)));
    }

    private static Entry entry(String name, Attributes attributes) {
        return new Entry(name, attributes.getSize(), attributes.getModifyTime().toInstant());
    }

    /** Reads a file; empty when there is none. */
    public <T> Optional<T> read(String path, Reader<T> reader) {
        return asked("READ /{file}", path, client -> {
            try (var content = client.read(path)) {
                return reader.read(content);
            }
        });
    }

    /** Deletes a file; nothing happens when there is none. */
    public void delete(String path) {
        ReadOnly.check("sftp " + DELETE);
        var _ = asked(DELETE, path, client -> {
            client.remove(path);
            return true;
        });
    }

    private <T> Optional<T> asked(String operation, String path, Asked<T> question) {
        var passage = gate.leave(Gate.Call.now("sftp", operation, operation.equals(DELETE)));
        try {
            var channel = channel();
            try {
                var answer = question.of(channel);
                passage.back();
                idle.add(channel);
                return Optional.of(answer);
            } catch (SftpException e) {
                idle.add(channel);
                throw e;
            } catch (IOException | RuntimeException e) {
                channel.close(); // what is still on its way must not answer the next question
                throw e;
            }
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                passage.back();
                return Optional.empty();
            }
            throw refused(e, path);
        } catch (IOException e) {
            throw new Unreachable("the line broke (" + e.getMessage() + ")", where(path), e);
        }
    }

    private SftpClient channel() throws IOException {
        var ready = idle.poll();
        return ready == null ? SftpClientFactory.instance().createSftpClient(ssh.session()) : ready;
    }

    private Problem refused(SftpException e, String path) {
        return e.getStatus() == SftpConstants.SSH_FX_PERMISSION_DENIED
                ? new Problem(
                        FailureClass.AUTH,
                        "the host does not let us: " + e.getMessage(),
                        where(path),
                        "give this user the right to read what is below the repository, and to delete below its locks/",
                        e)
                : new Problem(FailureClass.TRANSIENT, "the host has failed: " + e.getMessage(), where(path), null, e);
    }

    private String where(String path) {
        return ssh.where() + " " + path;
    }

    @Override
    public void close() {
        ssh.close();
    }
}
