package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The lines of the worker's log that are about one run, with the stack traces that follow them. */
final class RunLog {
    private RunLog() {}

    static List<String> of(Path log, String run, int most) {
        if (!Files.exists(log)) {
            throw new CommandFailure(
                    ExitCode.FAILED, "no worker has logged anything on this machine: there is no " + log);
        }
        var last = new ArrayDeque<String>();
        // The older part, that the worker put aside when the log had grown too large.
        var older = log.resolveSibling(log.getFileName() + ".1");
        if (Files.exists(older)) {
            read(older, run, most, last);
        }
        read(log, run, most, last);
        return List.copyOf(last);
    }

    private static void read(Path log, String run, int most, ArrayDeque<String> last) {
        var about = false;
        try (var lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (isFirst(line)) {
                    about = line.contains(" [" + run + "] ");
                }
                if (about) {
                    last.add(line);
                    if (last.size() > most) {
                        last.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** One thing that was logged; with the stack trace that came after it, if any. */
    record Entry(String run, String time, String text) {}

    /** The same lines, entry by entry. */
    static List<Entry> entries(String run, List<String> lines) {
        var entries = new ArrayList<Entry>();
        for (var line : lines) {
            if (isFirst(line) || entries.isEmpty()) {
                entries.add(new Entry(run, isFirst(line) ? line.replaceFirst(" .*", "") : "", line));
            } else {
                var last = entries.removeLast();
                entries.add(new Entry(run, last.time(), last.text() + "\n" + line));
            }
        }
        return entries;
    }

    /** A line that begins with a date begins an entry. */
    private static boolean isFirst(String line) {
        return line.length() > 10
                && Character.isDigit(line.charAt(0))
                && line.charAt(4) == '-'
                && line.charAt(10) == 'T';
    }
}
