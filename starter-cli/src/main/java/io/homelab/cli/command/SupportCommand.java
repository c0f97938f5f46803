package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.state.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a helper needs to see, in one file. */
@Command(
        name = "support",
        description = {
            "Put what a helper needs into one zip: versions, the lab file, runs, the ends of the logs.",
            "Secrets are taken out; names and addresses of your lab stay in. Look into it before you send it."
        })
public final class SupportCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Session session;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Default: homelab-support-TIME.zip in this directory.")
    @Nullable
    Path file;

    public SupportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var now = Instant.ofEpochMilli(System.currentTimeMillis());
        var target = file == null ? Path.of("homelab-support-" + TIME.format(now) + ".zip") : file;
        if (Files.exists(target)) {
            throw new CommandFailure(ExitCode.FAILED, target + " exists already: name another file");
        }
        var parts = new SupportParts(session).collect();
        try {
            AtomicFile.write(target, zip(parts), "rw-------");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot write " + target + ": " + e.getMessage(), e);
        }
        session.console().result(target.toString());
        session.console().say("it holds: " + String.join(", ", parts.keySet()));
        session.console().say("secrets were taken out, names and addresses were not: look into it before you send it");
        return ExitCode.DONE.code();
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
