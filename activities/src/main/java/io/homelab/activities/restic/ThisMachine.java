package io.homelab.activities.restic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes of this machine, as Linux shows them (proc(5)). A process of a container has a number of its own in there, which
 * is the one that restic writes into a lock: all numbers that a process has are looked at.
 */
final class ThisMachine {
    /** The kernel's fixed number of the namespace that sees every process (include/linux/proc_ns.h, PROC_PID_INIT_INO). */
    private static final String ALL_PROCESSES = "pid:[4026531836]";
    /** What every kernel tells user space (getconf CLK_TCK). */
    private static final long TICKS = 100;
    /** Clocks are set while processes run; who started so shortly after counts as having been there. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private static final int STARTED = 19; // of the fields after the name
    /** Many machines are called so. */
    private static final Set<String> NAMES_OF_ANY = Set.of("", "(none)", "localhost", "localhost.localdomain");

    private final Path proc;

    ThisMachine() {
        this(Path.of("/proc"));
    }

    /** @param proc stands in for {@code /proc} */
    ThisMachine(Path proc) {
        this.proc = proc;
    }

    /** What was seen of a process. */
    sealed interface Seen {
        /** It has ended. */
        record Gone(String proof) implements Seen {}

        /** It may go on at any time, also when it is stopped now. */
        record Alive(String what) implements Seen {}

        /** Not all processes can be seen. */
        record Unknown(String why) implements Seen {}
    }

    /** What restic on this machine calls it; empty when that tells it from no other. */
    Optional<String> name() {
        try {
            return Optional.of(text(proc.resolve("sys/kernel/hostname")).strip())
                    .filter(name -> !NAMES_OF_ANY.contains(name));
        } catch (IOException e) {
            return Optional.empty(); // no Linux
        }
    }

    /**
     * Whether a process that was there at a time still is.
     *
     * @param pid in whichever container
     */
    Seen look(int pid, Instant then) {
        try {
            if (!Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString().equals(ALL_PROCESSES)) {
                return new Seen.Unknown("the worker is in a container and sees only the processes in there");
            }
            if (!Files.isReadable(proc.resolve("1/status"))) {
                return new Seen.Unknown("/proc hides the processes of other users (hidepid)");
            }
            return among(numbered(pid), pid, then);
        } catch (IOException e) {
            return new Seen.Unknown("the processes cannot be read: " + e);
        }
    }

    private Seen among(List<Path> processes, int pid, Instant then) throws IOException {
        var younger = Optional.<Instant>empty();
        for (var process : processes) {
            String stat;
            try {
                stat = text(process.resolve("stat"));
            } catch (NoSuchFileException e) {
                continue; // it has just ended
            }
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (Set.of("Z", "X").contains(fields[0])) {
                continue; // dead, and its parent has not looked yet
            }
            var started = booted().plusMillis(Long.parseLong(fields[STARTED]) * 1000 / TICKS);
            if (!started.isAfter(then.plus(MARGIN))) {
                return new Seen.Alive("process " + pid + " is there" + (fields[0].equals("T") ? ", stopped" : "") + ": "
                        + stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')));
            }
            younger = Optional.of(started);
        }
        return new Seen.Gone(younger.map(started ->
                        "process " + pid + " of this machine is another one now, which started only at " + started)
                .orElse("this machine has no process " + pid));
    }

    /** All that have this number, in whichever namespace. */
    private List<Path> numbered(int pid) throws IOException {
        var found = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (var process : all) {
                try {
                    if (numbers(text(process.resolve("status"))).contains(String.valueOf(pid))) {
                        found.add(process);
                    }
                } catch (NoSuchFileException e) {
                    // it has just ended
                } catch (IOException e) {
                    if (Files.exists(process)) {
                        throw e;
                    }
                }
            }
        }
        return found;
    }

    /** Kernels before 4.1 know no other number than their own. */
    private static List<String> numbers(String status) {
        return status.lines()
                .filter(line -> line.startsWith("NSpid:"))
                .findFirst()
                .or(() -> status.lines().filter(line -> line.startsWith("Pid:")).findFirst())
                .map(line -> Arrays.asList(
                        line.substring(line.indexOf(':') + 1).strip().split("\\s+", -1)))
                .orElse(List.of());
    }

    private Instant booted() throws IOException {
        var line = text(proc.resolve("stat"))
                .lines()
                .filter(each -> each.startsWith("btime "))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/stat has no btime"));
        return Instant.ofEpochSecond(Long.parseLong(line.substring("btime ".length())));
    }

    /** Names of programs are bytes of any kind. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
