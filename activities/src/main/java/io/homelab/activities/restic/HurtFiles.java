package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.clock.LabClock.Stopwatch;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which files of which snapshots need what is in damaged packs: {@code restic find --pack}, which takes the password, unlike the
 * audit. Its words are those of 0.14 to 0.18 (cmd/restic/cmd_find.go); a directory that it cannot load is no error to it.
 */
final class HurtFiles {
    /** All snapshots are walked; for all packs together, however they are asked. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private static final int NAMED = 10;
    /** More are counted as one: whoever has lost so much reads no list. */
    private static final int KEPT = 10_000;

    private static final String FILE = " ... in file ";
    private static final String IN = " ... in snapshot ";
    private static final String OF = " ... which belongs to snapshot ";
    private static final int SHORT_ID = 8;
    private static final int FEW = 3;

    private static final String UNKNOWN = "which files are hurt could not be asked: ";

    private final Restic restic;

    HurtFiles(Restic restic) {
        this.restic = restic;
    }

    /** A line for each of the first ones, for people; or why it could not be asked. */
    List<String> of(Open open, Collection<String> packs) {
        var found = new Found();
        var watch = LabClock.stopwatch();
        try {
            ask(open, packs, found, watch);
        } catch (Problem e) { // the damage is known all the same
            if (packs.size() > 1 && watch.elapsed().compareTo(LIMIT) < 0) {
                return oneByOne(open, packs, watch);
            }
            found.add(UNKNOWN + e.report().what());
        }
        return found.lines();
    }

    private void ask(Open open, Collection<String> packs, Found found, Stopwatch watch) {
        var words = new ArrayList<>(List.of("find", "--pack"));
        words.addAll(packs);
        try {
            restic.lines(open, words, LIMIT.minus(watch.elapsed()), found::line);
        } catch (BrokenSnapshot e) {
            found.add("not every snapshot could be looked through: " + e.getMessage());
        }
    }

    /** It reads the headers of packs first, and ends at the first that it cannot read. */
    private List<String> oneByOne(Open open, Collection<String> packs, Stopwatch watch) {
        var found = new Found();
        int asked = 0;
        for (var pack : packs) {
            if (asked == NAMED || watch.elapsed().compareTo(LIMIT) >= 0) {
                break;
            }
            asked++;
            try {
                ask(open, List.of(pack), found, watch);
            } catch (Problem e) {
                found.add(UNKNOWN + PackId.path(pack) + ": " + e.report().what());
            }
        }
        if (packs.size() > asked) {
            found.add("of " + (packs.size() - asked) + " more packs it was not asked");
        }
        return found.lines();
    }

    /** What restic has said so far. */
    private static final class Found {
        private final Map<String, Set<String>> snapshots = new LinkedHashMap<>();
        private final Set<String> unreadable = new TreeSet<>();
        private final List<String> others = new ArrayList<>();
        private @Nullable String file;

        void line(String line) {
            if (line.startsWith(FILE)) {
                file = line.substring(FILE.length());
            } else if (line.startsWith(IN) && file != null) {
                if (snapshots.containsKey(file) || snapshots.size() < KEPT) {
                    snapshots.computeIfAbsent(file, of -> new TreeSet<>()).add(id(line, IN));
                }
                file = null;
            } else if (line.startsWith(OF)) {
                unreadable.add(id(line, OF));
            }
        }

        private static String id(String line, String before) {
            var id = line.substring(before.length()).split(" ", 2)[0];
            return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
        }

        void add(String other) {
            others.add(other);
        }

        List<String> lines() {
            var lines = named();
            return lines.isEmpty()
                    ? List.of("hurts no file's content: it holds directories, or what no snapshot needs")
                    : lines;
        }

        private List<String> named() {
            var lines = new ArrayList<String>();
            snapshots.entrySet().stream()
                    .limit(NAMED)
                    .forEach(hurt -> lines.add("hurts " + hurt.getKey() + " of " + words(hurt.getValue())));
            if (snapshots.size() > NAMED) {
                lines.add("and " + (snapshots.size() - NAMED) + (snapshots.size() == KEPT ? " or more" : "")
                        + " other files: restic find --pack ID names all");
            }
            if (!unreadable.isEmpty()) {
                lines.add("hurts directories of " + words(unreadable) + ", what is below them cannot be listed");
            }
            lines.addAll(others);
            return lines;
        }

        private static String words(Set<String> snapshots) {
            return snapshots.size() <= FEW
                    ? (snapshots.size() == 1 ? "snapshot " : "snapshots ") + String.join(", ", snapshots)
                    : snapshots.size() + " snapshots";
        }
    }
}
