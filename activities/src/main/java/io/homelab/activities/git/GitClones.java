package io.homelab.activities.git;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.GitRemote;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.GitOps;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bare copies of Git repositories in the cache; one piece of work at a time in each, and a damaged one is made anew. */
public final class GitClones {
    private static final Logger log = LoggerFactory.getLogger(GitClones.class);
    private static final int NAME = 16;

    private final Transports transports;
    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

    public GitClones(Transports transports) {
        this.transports = transports;
    }

    /** Something done with a copy; it may be done twice when the copy turns out to be damaged. */
    interface Work<T> {
        T in(GitClone clone) throws IOException;
    }

    /** The text of a file at the head of the branch, below {@code gitops.path}; empty when there is none. */
    public Optional<String> read(OpenLab lab, String path) {
        return with(lab, clone -> {
            clone.fetch();
            return new ReleaseTree(clone, clone.head(), settings(lab).path()).text(path);
        });
    }

    /** The lab file's section; CONFIG without one. */
    public static GitOps settings(OpenLab lab) {
        return Optional.ofNullable(lab.lab().gitops())
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "the lab file names no Git repository",
                        "lab.yaml gitops",
                        "lab.example.yaml shows one"));
    }

    <T> T with(OpenLab lab, Work<T> work) {
        var gitops = settings(lab);
        var directory = lab.properties()
                .cacheDirectory()
                .toAbsolutePath()
                .resolve("git")
                .resolve(Sha256.of(gitops.repository().toString()).substring(0, NAME));
        var lock = locks.computeIfAbsent(directory, d -> new ReentrantLock());
        take(lock);
        try (var password = Optional.ofNullable(gitops.password())
                .map(lab.secrets()::resolve)
                .orElse(null)) {
            var account = Optional.ofNullable(password).map(p -> new GitRemote.Account(gitops.username(), p));
            var remote = transports.git(new GitRemote.Address(gitops.repository(), account), lab.trust(gitops.ca()));
            return recovering(directory, remote, gitops, work);
        } finally {
            lock.unlock();
        }
    }

    private static <T> T recovering(Path directory, GitRemote remote, GitOps gitops, Work<T> work) {
        try {
            try {
                return once(directory, remote, gitops, work);
            } catch (IOException e) {
                log.warn(
                        "the copy of the Git repository in {} is damaged ({}), so it is made anew",
                        directory,
                        e.toString());
                remove(directory);
                return once(directory, remote, gitops, work);
            }
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.TRANSIENT,
                    "the copy of the Git repository cannot be used: " + e.getMessage(),
                    directory.toString(),
                    "is there room on the disk? the directory may be removed at any time",
                    e);
        }
    }

    private static <T> T once(Path directory, GitRemote remote, GitOps gitops, Work<T> work) throws IOException {
        try (Repository copy = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .setMustExist(false)
                .build()) {
            if (!Files.exists(directory.resolve("HEAD"))) {
                copy.create(true);
            }
            return work.in(new GitClone(copy, remote, gitops));
        }
    }

    /** A long fetch of somebody else must not look like our own death. */
    private static void take(ReentrantLock lock) {
        try {
            while (!lock.tryLock(1, TimeUnit.SECONDS)) {
                Await.beat("waits for the copy of the Git repository");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(FailureClass.TRANSIENT, "the worker is stopping", null, null, e);
        }
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
