package io.homelab.activities.restic;

import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Programs.Ended;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the locks of a repository: their content by restic, since it is encrypted. */
final class Locks {
    private static final Duration QUICK = Duration.ofSeconds(90);

    private final Repositories repositories;
    private final Restic restic;

    Locks(Repositories repositories, Restic restic) {
        this.repositories = repositories;
        this.restic = restic;
    }

    /** All that are there now. */
    List<HeldLock> of(Open open) {
        try (var objects = repositories.locks(open)) {
            return restic.ask(open, List.of("list", "locks"), QUICK)
                    .lines()
                    .filter(PackId::is)
                    .flatMap(id -> read(open, objects, id).stream())
                    .toList();
        }
    }

    /** Empty when it went away meanwhile, as locks do. */
    private Optional<HeldLock> read(Open open, LockObjects objects, String id) {
        var json = restic.ask(open, List.of("cat", "lock", id), QUICK, Ended::out, ended -> ended.err()
                .contains("does not exist"));
        return json.isBlank()
                ? Optional.empty()
                : objects.look(id)
                        .map(stored ->
                                new HeldLock(id, Objects.requireNonNull(Restic.parsed(json, Lock.class)), stored.at()));
    }
}
