package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.command.EvidenceFiles.Check;
import io.homelab.cli.output.Table;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signed evidence of what runs found. */
@Command(
        name = "evidence",
        description = "List, show and verify the signed evidence of runs; needs no control plane and no network.")
public final class EvidenceCommand {
    private final Session session;

    public EvidenceCommand(Session session) {
        this.session = session;
    }

    @Command(name = "list", description = "Every statement, oldest first, and whether it is as it was signed.")
    int list(
            @Parameters(paramLabel = "DIR", arity = "0..1", description = "Default: that of the control plane in use.")
                    @Nullable
                    Path directory,
            @Mixin OutputFormat output) {
        var check = EvidenceFiles.at(session, directory).check(null);
        if (!output.print(session, "homelab/evidence/v1", check.statements())) {
            var table = new Table("FILE", "ABOUT", "VERDICT", "RECORDED", "CHECK");
            check.statements()
                    .forEach(s -> table.row(
                            s.file(),
                            s.about(),
                            s.verdict(),
                            s.recordedAt(),
                            s.problem() == null ? "signed" : s.problem()));
            table.lines().forEach(session.console()::result);
        }
        if (!check.findings().isEmpty()) {
            session.console().say("not all is as it was written: homelab evidence verify");
        }
        return ExitCode.DONE.code();
    }

    @Command(
            name = "show",
            description = "What a statement says, once its signature is checked. Exits 2 when it is not signed.")
    int show(
            @Parameters(
                            paramLabel = "FILE",
                            description = "An envelope; its name alone means that of the control plane in use.")
                    Path file,
            @Mixin OutputFormat output) {
        var files = EvidenceFiles.of(session, file);
        var problem = files.check(null).only(files.name()).findings();
        if (!problem.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FINDINGS,
                    files.name() + " " + problem.getFirst().why()
                            + ": what it says is not shown — homelab evidence verify");
        }
        var statement = files.statement();
        if (!output.print(session, "homelab/evidence-statement/v1", OutputFormat.plain(statement))) {
            session.console().result(statement.toPrettyString());
        }
        return ExitCode.DONE.code();
    }

    @Command(
            name = "verify",
            description = {
                "Check signatures, digests and the chain, and say what is wrong and where. Exits 2 when anything is.",
                "Only a key and a head that were kept elsewhere can show that all was replaced, or the end cut off."
            })
    int verify(
            @Parameters(
                            paramLabel = "FILE|DIR",
                            arity = "0..1",
                            description = "An envelope or a directory; default: that of the control plane in use.")
                    @Nullable
                    Path place,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            description =
                                    "The public key that was kept elsewhere, instead of the one beside the evidence.")
                    @Nullable
                    Path key,
            @Option(
                            names = "--head",
                            paramLabel = "SHA-256",
                            description = "The digest that the last run reported; the chain has to contain it.")
                    @Nullable
                    String head,
            @Mixin OutputFormat output) {
        var files = EvidenceFiles.of(session, place);
        var check = files.check(key).withHead(head).only(files.name());
        if (!output.print(session, "homelab/evidence-check/v1", check)) {
            check.findings().forEach(f -> session.console().result(f.file() + ": " + f.why()));
        }
        say(check, files);
        return check.findings().isEmpty() ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
    }

    private void say(Check check, EvidenceFiles files) {
        var console = session.console();
        if (check.findings().isEmpty()) {
            console.say(
                    files.name() == null
                            ? check.statements().size() + " statements in " + files.directory()
                                    + " are as they were signed; the last one is " + check.head()
                            : files.name() + " is as it was signed");
        } else {
            console.say(check.findings().size() + " findings in " + files.directory()
                    + "; keep the directory as it is for whoever asks what happened");
        }
    }
}
