package io.homelab.activities.restic;

import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests on one real repository: whoever changes it puts it right again. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
public abstract class OnARepository {
    /** An hour after the younger of its snapshots. */
    protected static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");

    @TempDir
    static Path directory;

    protected static RepositoryInTest repository;

    @TempDir
    protected Path home;

    protected final Attempts attempts = new Attempts();
    protected Instant now = NOW;

    @BeforeAll
    static void make() throws IOException {
        repository = new RepositoryInTest(directory);
    }

    @AfterAll
    static void stop() {
        repository.close();
    }

    @AfterEach
    void close() {
        attempts.close();
    }

    protected Restic restic() {
        return RepositoryInTest.restic(home.resolve("cache"));
    }

    protected Restic restic(String binary) {
        return new Restic(new Transports(Gate.OPEN), binary, home.resolve("cache"));
    }
}
