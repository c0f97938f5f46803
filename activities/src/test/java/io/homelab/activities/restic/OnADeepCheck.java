package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.DeepCheckActivities.DeepRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Deep checks of one real repository by the real restic, whose starts are counted. */
abstract class OnADeepCheck extends OnARepository {
    protected final AtomicInteger started = new AtomicInteger();
    protected String binary = RepositoryInTest.tool("HOMELAB_RESTIC", "restic");
    protected Duration longest = Duration.ofMinutes(1);

    protected Taken lab(String deep) throws IOException {
        return repository.lab(home, "[{host: nas}]", "audit: {deep: " + deep + "}");
    }

    protected BackupCheck deep(Taken lab, String run) {
        var checks = attempts.once(() -> check(lab).deep(request(lab, run))).checks();
        assertThat(checks).hasSize(1);
        return checks.getFirst();
    }

    protected ResticDeepCheck check(Taken lab) {
        Gate counting = call -> {
            started.incrementAndGet();
            return () -> {};
        };
        return new ResticDeepCheck(
                lab.lab().reader(),
                new Transports(Gate.OPEN),
                new Restic(new Transports(counting), binary, home.resolve("cache")),
                lab.lab().state(),
                () -> now,
                longest);
    }

    protected static DeepRequest request(Taken lab, String run) {
        return new DeepRequest(lab.set(), run);
    }

    protected static Path ledger(Taken lab) {
        return lab.lab().state().resolve("evidence/deep/offsite.jsonl");
    }

    protected static List<String> lines(Taken lab) throws IOException {
        return Files.exists(ledger(lab)) ? Files.readAllLines(ledger(lab)) : List.of();
    }

    /** The real restic, called by a script. */
    protected void through(String script) throws IOException {
        var file = home.resolve("restic-in-a-script");
        Files.writeString(
                file, "#!/bin/sh\nrestic='" + RepositoryInTest.tool("HOMELAB_RESTIC", "restic") + "'\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        binary = file.toString();
    }

    /** The part of so many that a pack is in, as restic has it. */
    protected static int part(Path pack, int of) {
        return Integer.parseInt(pack.getFileName().toString().substring(0, 2), 16) % of + 1;
    }
}
