package io.homelab.activities.promotion;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.state.AtomicFile;
import io.homelab.lab.state.FileGuard;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.Sample;
import io.homelab.workflows.promotion.Soak;
import io.homelab.workflows.promotion.StabilityActivities.Samples;
import io.homelab.workflows.promotion.StabilityGate;
import io.homelab.workflows.promotion.StabilityPolicy;
import io.homelab.workflows.promotion.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The samples of one soak in a file, a line each, below the policy that judges them. The soak is the fold of that file and
 * nothing else, so whoever reads it comes to the same verdict, and a sample that is in it once counts once.
 */
final class SampleLog {
    private static final String DIRECTORY = "samples";

    private final Path file;
    private final FileGuard guard;
    private final StabilityPolicy policy;
    private final StabilityGate gate;
    private Soak soak = Soak.begin();
    private int samples;
    private long folded;

    /** Opens the file of that key below a directory of evidence, and folds what is there. */
    SampleLog(Path evidence, String key, StabilityPolicy policy) {
        var directory = evidence.resolve(DIRECTORY);
        this.file = directory.resolve(key.replaceAll("[^A-Za-z0-9._-]", "-") + ".jsonl");
        this.guard = new FileGuard(file.resolveSibling("." + file.getFileName() + ".guard"));
        this.policy = policy;
        this.gate = new StabilityGate(policy);
        alone(() -> {
            catchUp();
            return soak;
        });
    }

    /** What all samples so far make. */
    Soak soak() {
        return soak;
    }

    /**
     * Puts the sample on disk, then counts it; samples that somebody else has added meanwhile count before it. Once there is a
     * verdict, nothing is added: a report may have the digest of the file by then.
     */
    Soak append(Sample sample) {
        return alone(() -> {
            catchUp();
            if (soak.verdict() != Verdict.SOAKING) {
                return soak;
            }
            if (folded == 0) {
                write(SampleLines.of(policy));
                AtomicFile.syncDirectory(file.resolveSibling("."));
            }
            write(SampleLines.of(sample));
            return soak;
        });
    }

    Samples reference() {
        return alone(() -> new Samples(
                "evidence/" + DIRECTORY + "/" + file.getFileName(),
                samples,
                Sha256.of(Files.exists(file) ? Files.readAllBytes(file) : new byte[0])));
    }

    private void catchUp() throws IOException {
        if (!Files.exists(file)) {
            if (folded > 0) {
                throw broken("are no longer there", null);
            }
            return;
        }
        var added = tail();
        int begin = 0;
        for (int i = 0; i < added.length; i++) {
            if (added[i] == '\n') {
                fold(new String(added, begin, i - begin, StandardCharsets.UTF_8));
                folded += i + 1L - begin;
                begin = i + 1;
            }
        }
        // What a power cut left of a last line is no line; the next one takes its place.
    }

    private byte[] tail() throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
            if (channel.size() < folded) {
                throw broken("are fewer than were judged", null);
            }
            var tail = ByteBuffer.allocate((int) (channel.size() - folded));
            channel.position(folded);
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                continue;
            }
            return Arrays.copyOf(tail.array(), tail.position());
        }
    }

    private void fold(String line) {
        try {
            if (folded == 0) {
                if (!SampleLines.policy(line).equals(policy)) {
                    throw broken("belong to another policy", null);
                }
                return;
            }
            soak = gate.after(soak, SampleLines.sample(line));
            samples++;
        } catch (JacksonException e) {
            throw broken("hold something else at byte " + folded, e);
        }
    }

    /** Puts a line behind what is folded, and folds it. */
    private void write(String line) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(folded);
            channel.position(folded);
            var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        catchUp();
    }

    private <T> T alone(FileGuard.Action<T> action) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            return guard.alone(action);
        } catch (IOException e) {
            throw unwritable(e);
        } catch (UncheckedIOException e) {
            throw unwritable(Objects.requireNonNull(e.getCause()));
        }
    }

    private Problem unwritable(IOException e) {
        if (Thread.currentThread()
                .isInterrupted()) { // what is interrupted closes its file, and is no fault of the disk
            return new Problem(FailureClass.TRANSIENT, "the worker is stopping", null, null, e);
        }
        return new Problem(
                FailureClass.TRANSIENT,
                "cannot keep samples: " + e.getMessage(),
                file.toString(),
                "make room on this machine's disk, or give the worker the right to write there: it goes on by itself",
                e);
    }

    private Problem broken(String why, @Nullable Throwable cause) {
        return new Problem(
                FailureClass.CONFIG,
                "the samples " + why,
                file.toString(),
                "keep the file for whoever asks what happened, and move it away: the soak begins anew",
                cause);
    }
}
