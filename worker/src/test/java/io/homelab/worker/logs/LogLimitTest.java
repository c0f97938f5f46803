package io.homelab.worker.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogLimitTest {
    private static final int MOST = 1000;

    @TempDir
    Path directory;

    @Test
    void aProcessThatGoesOnWritingBeginsAtTheTopAndTheOlderPartIsKeptOnce() throws Exception {
        var log = directory.resolve("temporal.log");
        // As a part of the control plane is started: its output goes to the end of the file.
        var process = new ProcessBuilder("cat")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        var limit = new LogLimit(directory, MOST);
        try (var writer = process.outputWriter(StandardCharsets.US_ASCII)) {
            for (var generation : new String[] {"first", "second", "third"}) {
                var text = (generation + "\n").repeat(MOST / 5) + "end of " + generation + "\n";
                write(writer, text);
                awaitEnd(log, "end of " + generation);
                limit.look();
                assertThat(Files.size(log)).isZero();
                assertThat(Files.readString(directory.resolve("temporal.log.1")))
                        .isEqualTo(text);
            }
            write(writer, "end\n");
            awaitEnd(log, "end");
            limit.look();
            assertThat(Files.readString(log)).isEqualTo("end\n");
            assertThat(directory.toFile().list()).containsExactlyInAnyOrder("temporal.log", "temporal.log.1");
        }
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void whatIsNoLogOrIsSmallIsLeftAlone() throws IOException {
        Files.writeString(directory.resolve("worker.log"), "x".repeat(MOST));
        Files.writeString(directory.resolve("worker.pid"), "x".repeat(2 * MOST));

        new LogLimit(directory, MOST).look();
        new LogLimit(directory.resolve("not there"), MOST).look();

        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("worker.log", "worker.pid");
        assertThat(Files.size(directory.resolve("worker.log"))).isEqualTo(MOST);
    }

    private static void write(Writer writer, String text) throws IOException {
        writer.write(text);
        writer.flush();
    }

    private static void awaitEnd(Path log, String last) throws IOException, InterruptedException {
        var pause = new CountDownLatch(1);
        while (!Files.readString(log).endsWith(last + "\n")) {
            assertThat(pause.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
