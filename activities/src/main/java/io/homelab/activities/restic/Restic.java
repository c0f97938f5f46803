package io.homelab.activities.restic;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Programs;
import io.homelab.activities.transport.Programs.Command;
import io.homelab.activities.transport.Programs.Ended;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.BackupSet;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The restic program. What its exit codes mean depends on its age: before 0.17 everything is 1, and only the text says what it
 * was (facts: backup-and-metrics §1).
 */
public final class Restic {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int INCOMPLETE = 3;
    private static final int NO_REPOSITORY = 10;
    private static final int LOCKED = 11;
    private static final int WRONG_PASSWORD = 12;
    private static final int LINES = 3;
    /** Below start-to-close of who asks; a repository of thousands of snapshots takes seconds. */
    private static final Duration LISTING = Duration.ofSeconds(90);

    /** Of a Go program's stack. */
    private static final Pattern FRAME = Pattern.compile("^(\\t|github\\.com/|main\\.|runtime\\.)");

    private final Programs programs;
    private final String binary;
    private final Path cache;

    /**
     * @param binary the program; a name is looked for on PATH
     * @param cacheDirectory where it may keep what it has read of indexes
     */
    public Restic(Transports transports, String binary, Path cacheDirectory) {
        this.programs = transports.programs();
        this.binary = binary;
        this.cache = cacheDirectory.resolve("restic");
    }

    /** Where it may be kept how large snapshots are. */
    Path sizes() {
        return cache.resolveSibling("snapshot-sizes");
    }

    /**
     * Asks a repository something that changes nothing and takes no lock; its standard output. AUTH for a wrong password, CONFIG
     * when there is no repository, TRANSIENT when it does not answer in time.
     *
     * @param words the command and its arguments, such as {@code snapshots --json}
     * @param limit it is stopped after that: alone it tries again for a quarter of an hour
     */
    public String ask(Open open, List<String> words, Duration limit) {
        return ask(open, words, limit, Ended::out, ended -> false);
    }

    /**
     * The snapshots of a repository, in restic's order.
     *
     * @param more arguments, such as {@code --tag} with one
     */
    public List<Snapshot> snapshots(Open open, String... more) {
        var words = new ArrayList<>(List.of("snapshots", "--json"));
        words.addAll(List.of(more));
        var listed = parsed(ask(open, words, LISTING), Snapshot[].class);
        return listed == null ? List.of() : List.of(listed); // a repository without any says null
    }

    /** The same as {@link #ask(Open, List, Duration)}; what {@code answers} holds is an answer too, whatever its exit code. */
    public <T> T ask(Open open, List<String> words, Duration limit, Function<Ended, T> read, Predicate<Ended> answers) {
        return read.apply(run(
                open,
                words,
                answers,
                access -> programs.run(command(access, words, Effect.NONE), limit, beating(words))));
    }

    /**
     * The same for what is in a snapshot, of any length, a line at a time.
     *
     * @throws BrokenSnapshot when its directories are not there as they should be; some lines may have come by then
     */
    public void lines(Open open, List<String> words, Duration limit, Consumer<String> line) {
        var ended = run(
                open,
                words,
                end -> BrokenSnapshot.isSaid(end.err()),
                access -> programs.run(command(access, words, Effect.NONE), limit, beating(words), line));
        if (ended.code() != 0) {
            throw BrokenSnapshot.of(ended.err(), ended.code());
        }
    }

    /**
     * Has it write files of this machine; the repository stays as it is. What it could not bring is no failure: its standard
     * error names it.
     */
    public Ended restore(Open open, List<String> words, Duration limit) {
        return run(
                open,
                words,
                ended -> ended.err().contains("Fatal: There were ")
                        || BrokenSnapshot.isSaid(ended.err())
                        || isFull(ended),
                access -> programs.run(command(access, words, Effect.FILES), limit, beating(words)));
    }

    /** Whether it ended for want of room on this machine's disk. */
    public static boolean isFull(Ended ended) {
        return ended.code() != 0
                && (ended.err().contains("no space left on device")
                        || ended.err().contains("disk quota exceeded"));
    }

    /** Has it write a snapshot, under a lock of its own; exit code 3 says that something could not be read and is not in it. */
    public Ended backup(Open open, List<String> words, Duration limit) {
        return run(
                open,
                words,
                ended -> ended.code() == INCOMPLETE,
                access -> programs.run(command(access, words, Effect.REPOSITORY), limit, beating(words)));
    }

    /** What a command changes. */
    private enum Effect {
        NONE,
        FILES,
        REPOSITORY
    }

    private Ended run(Open open, List<String> words, Predicate<Ended> answers, Function<ResticAccess, Ended> program) {
        try (var access = ResticAccess.of(open)) {
            var ended = program.apply(access);
            if (ended.code() != 0 && !answers.test(ended)) {
                throw problem(open.set(), words.getFirst(), ended, access);
            }
            return ended;
        }
    }

    private static Runnable beating(List<String> words) {
        return () -> Await.beat("restic " + words.getFirst());
    }

    /** What it has said as JSON; BUG when it says what we do not understand. */
    public static <T> @Nullable T parsed(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JacksonException e) {
            throw new Problem(
                    FailureClass.BUG,
                    "restic says what we do not understand: " + e.getOriginalMessage(),
                    "restic",
                    "tell us the version: restic version",
                    e);
        }
    }

    private Command command(ResticAccess access, List<String> words, Effect effect) {
        var all = new ArrayList<>(List.of(binary, "--quiet"));
        all.addAll(access.options());
        if (effect != Effect.REPOSITORY) {
            all.add("--no-lock");
        }
        all.addAll(List.of("--cache-dir", existing(cache).toString()));
        all.addAll(words);
        return new Command("restic", words.getFirst(), all, access.environment(), effect != Effect.NONE);
    }

    private static Path existing(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.TRANSIENT,
                    "cannot make a directory: " + e.getMessage(),
                    directory.toString(),
                    "make room on this machine's disk, or give the worker the right to write there: it goes on by itself",
                    e);
        }
    }

    private static Problem problem(BackupSet set, String operation, Ended ended, ResticAccess access) {
        var said = access.redacted(lastLines(ended.err()));
        var where = "restic " + operation + " " + set.repository();
        var text = ended.err().toLowerCase(Locale.ROOT);
        if (ended.code() == WRONG_PASSWORD || text.contains("wrong password")) {
            return new Problem(
                    FailureClass.AUTH,
                    "the password does not open the repository",
                    where,
                    "set password of the set in lab.yaml to the one that it was made with");
        }
        if (ended.code() == NO_REPOSITORY) { // older ones say the same of every server that does not answer
            return BucketPacks.none(where);
        }
        if (ended.code() == LOCKED || text.contains("already locked")) {
            return new Problem(
                    FailureClass.CONFLICT,
                    "somebody else has locked the repository" + holder(ended.err()),
                    where,
                    "wait until they are done; homelab backup verify says whether they are still there");
        }
        if (text.contains("\"ssh\": executable file not found")) {
            return new Problem(
                    FailureClass.CONFIG,
                    "restic needs the program ssh for SFTP, and there is none on the worker's PATH",
                    where,
                    "install it on the worker's machine: apt install openssh-client");
        }
        return new Problem(FailureClass.TRANSIENT, "restic ended with " + ended.code() + ": " + said, where, null);
    }

    /** Restic names it in a line of its own, and says more after it. */
    private static String holder(String text) {
        return text.lines()
                .filter(line -> line.contains("by PID "))
                .findFirst()
                .map(line -> ": " + line.substring(line.indexOf("by PID ") + "by ".length()))
                .orElse("");
    }

    /** What it said last is why it ended. */
    private static String lastLines(String text) {
        var lines =
                text.strip().lines().filter(line -> !FRAME.matcher(line).find()).toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
