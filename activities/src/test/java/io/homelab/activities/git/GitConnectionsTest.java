package io.homelab.activities.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.GitRemote;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.lab.secrets.Secret;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JGit reads no answer to its end; what it leaves open would hold a connection until somebody collects garbage. */
class GitConnectionsTest {
    @TempDir
    Path directory;

    private final AtomicInteger opened = new AtomicInteger();

    @Test
    void connectionsAreUsedAgainAfterFetchesAndPushes() throws Exception {
        try (var server = new GitServerInTest(Files.createDirectories(directory.resolve("server")));
                var copy = FileRepositoryBuilder.create(
                        directory.resolve("copy.git").toFile())) {
            copy.create(true);
            var person = server.person(directory.resolve("person"));
            var remote = new Transports(counting())
                    .git(
                            new GitRemote.Address(
                                    server.url(), Optional.of(new GitRemote.Account("git", Secret.of("canary-4711")))),
                            new Trust.System());

            for (int i = 0; i < 5; i++) {
                person.write("file", "number " + i).push("commit " + i);
                remote.fetch(copy, NullProgressMonitor.INSTANCE);
                var at = ObjectId.fromString(person.run("rev-parse", "HEAD"));
                remote.push(copy, "branch-" + i, ObjectId.zeroId(), at, NullProgressMonitor.INSTANCE);
            }

            assertThat(opened)
                    .as("an exchange may begin before the one before is over")
                    .hasValueLessThanOrEqualTo(2);
        }
    }

    private Gate counting() {
        return new Gate() {
            @Override
            public Passage leave(Call call) {
                return () -> {};
            }

            @Override
            public void opened(Closeable connection) {
                opened.incrementAndGet();
            }
        };
    }
}
