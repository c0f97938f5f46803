package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The lab file. */
@Command(name = "lab", description = "Check and show the lab file.")
public final class LabCommand {
    private final Session session;

    public LabCommand(Session session) {
        this.session = session;
    }

    @Command(name = "validate", description = "Find every problem of the lab file. Exits 2 when there are any.")
    int validate(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Default: the lab file in use.") @Nullable
                    Path file,
            @Mixin OutputFormat output) {
        var path = file == null ? session.currentLabFile() : file;
        try {
            var lab = LabFile.open(path);
            print(output, new Findings(path.toString(), lab.digest(), texts(lab.warnings()), List.of()));
            session.console().say(path + " is valid, digest " + lab.digest());
            return ExitCode.DONE.code();
        } catch (InvalidLab e) {
            print(output, new Findings(path.toString(), null, List.of(), texts(e.problems())));
            session.console()
                    .say(e.problems().size() + (e.problems().size() == 1 ? " problem in " : " problems in ") + path);
            return ExitCode.FINDINGS.code();
        }
    }

    /** What is wrong with a lab file; the digest of a valid one. */
    record Findings(String file, @Nullable String digest, List<String> warnings, List<String> problems) {}

    private static List<String> texts(List<?> findings) {
        return findings.stream().map(Object::toString).toList();
    }

    private void print(OutputFormat output, Findings findings) {
        if (!output.print(session, "homelab/lab-findings/v1", findings)) {
            findings.warnings().forEach(session.console()::result);
            findings.problems().forEach(session.console()::result);
        }
    }

    @Command(
            name = "show",
            description = "Print the lab file with every default filled in; holds references, never secrets.")
    int show(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Default: the lab file in use.") @Nullable
                    Path file,
            @Mixin OutputFormat output) {
        try {
            var lab = LabFile.load(file == null ? session.currentLabFile() : file);
            if (!output.print(session, "homelab/lab/v1", OutputFormat.plain(LabFile.document(lab)))) {
                session.console().result(LabFile.render(lab));
            }
            return ExitCode.DONE.code();
        } catch (InvalidLab e) {
            throw new CommandFailure(ExitCode.FINDINGS, "the lab file is invalid:\n" + e.getMessage(), e);
        }
    }

    @Command(name = "schema", description = "Print the JSON Schema of the lab file.")
    int schema() {
        try (var in = LabFile.class.getResourceAsStream("/lab.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("the schema is not on the class path");
            }
            session.console().result(new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing());
            return ExitCode.DONE.code();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
