package io.homelab.activities.restic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A {@code /proc} as a test wants it; its machine was booted at the turn of 2026. */
record ProcInTest(Path directory) {
    static final Instant BOOTED = Instant.parse("2026-01-01T00:00:00Z");

    ProcInTest named(String name) throws IOException {
        Files.createDirectories(directory.resolve("sys/kernel"));
        Files.writeString(directory.resolve("sys/kernel/hostname"), name + "\n");
        Files.writeString(directory.resolve("stat"), "cpu 1 2 3\nbtime " + BOOTED.getEpochSecond() + "\n");
        Files.createDirectories(directory.resolve("self/ns"));
        namespace("4026531836");
        return with("init", 1, "1", 'S', BOOTED);
    }

    ProcInTest namespace(String number) throws IOException {
        var link = directory.resolve("self/ns/pid");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("pid:[" + number + "]"));
        return this;
    }

    /** @param numbers in each namespace, the outermost first */
    ProcInTest with(String program, int pid, String numbers, char state, Instant started) throws IOException {
        var process = Files.createDirectories(directory.resolve(String.valueOf(pid)));
        var ticks = started.minusSeconds(BOOTED.getEpochSecond()).toEpochMilli() / 10;
        Files.writeString(
                process.resolve("status"),
                "Name:\t" + program + "\nPid:\t" + pid + "\nNSpid:\t" + numbers + "\nVmPeak:\t1 kB\n");
        Files.writeString(
                process.resolve("stat"),
                pid + " (" + program + ") " + state + " 1" + " 0".repeat(17) + " " + ticks + " 0 0\n");
        return this;
    }

    ThisMachine machine() {
        return new ThisMachine(directory);
    }
}
