package io.homelab.activities.restic;

import io.homelab.activities.evidence.JsonLines;
import io.homelab.lab.definition.DeepCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The deep checks of a set, a line each: which part was read when, and what was found. They say whose turn is next, and when. */
final class DeepTurns {
    /** Nights do not begin at the same minute, clocks change, and what comes before takes longer one night than another. */
    private static final Duration EARLY = Duration.ofHours(3);

    private static final int SHARE = 10;

    private final JsonLines<Line> lines;

    DeepTurns(Path file) {
        this.lines = new JsonLines<>(file, Line.class);
    }

    /** The packs whose first byte of the id modulo {@code of} is {@code n} - 1. */
    record Part(int n, int of) {
        /** For people. */
        @Override
        public String toString() {
            return "part " + n + " of " + of;
        }
    }

    /**
     * A part that was read to its end.
     *
     * @param at when that began
     * @param run of the verification
     * @param n which part
     * @param of of how many
     * @param seconds that restic needed
     * @param ok whether it was as it must be
     * @param what was found: a summary, then some findings; nothing when it was
     */
    record Line(Instant at, String run, int n, int of, long seconds, boolean ok, List<String> what) {
        Line {
            what = what == null ? List.of() : List.copyOf(what);
        }

        Part part() {
            return new Part(n, of);
        }

        /** When the next part is due: at once where this one must be read again. */
        Instant next(DeepCheck deep) {
            return ok ? at.plus(deep.every()) : at;
        }
    }

    /** What a run has read; empty when it has read nothing yet. */
    Optional<Line> of(String run) throws IOException {
        return lines.read().stream().filter(line -> line.run().equals(run)).findFirst();
    }

    /** The youngest; empty when nothing was ever read. */
    Optional<Line> last() throws IOException {
        return lines.read().reversed().stream().findFirst();
    }

    /** Whether its time has come, or comes before the next night; a line of the future is of a clock that was wrong. */
    static boolean isDue(Line last, DeepCheck deep, Instant now) {
        var share = deep.every().dividedBy(SHARE);
        var early = share.compareTo(EARLY) < 0 ? share : EARLY;
        return last.at().isAfter(now) || !last.next(deep).minus(early).isAfter(now);
    }

    /**
     * Whose turn it is: after a part that passed the next one, or the first when there are as many no longer; one that failed is
     * read again, so that a change of the lab file does not hide what was found.
     */
    static Part turn(Optional<Line> last, DeepCheck deep) {
        return last.map(line -> {
                    if (!line.ok()) {
                        return line.part();
                    }
                    return new Part(line.of() == deep.of() ? line.n() % line.of() + 1 : 1, deep.of());
                })
                .orElseGet(() -> new Part(1, deep.of()));
    }

    void add(Line line) throws IOException {
        lines.add(line);
    }
}
