package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.workflows.promotion.PromotionReport;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Why a cluster has what it has, from the evidence alone. */
@Command(
        name = "status",
        description = {
            "Why a cluster has the versions that it has: the last promotion's release, soak, approvals, commits and waves,",
            "read from its signed evidence. Needs no control plane. Exits 2 when the evidence is not as it was written."
        })
public final class PromoteStatusCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "CLUSTER",
            description = "The cluster; default: promotion.to of the lab file.")
    @Nullable
    String cluster;

    @Mixin
    OutputFormat output = new OutputFormat();

    public PromoteStatusCommand(Session session) {
        this.session = session;
    }

    /** The last promotion, and what is wrong with the evidence. */
    private record Status(
            String cluster,
            @Nullable String statement,
            @Nullable String recordedAt,
            @Nullable PromotionReport report,
            List<EvidenceFiles.Finding> findings) {}

    @Override
    public Integer call() {
        var target = cluster == null ? PromoteStartCommand.target(session) : cluster;
        var status = status(target);
        if (!output.print(session, "homelab/promotion-status/v1", status)) {
            print(status);
        }
        return status.findings().isEmpty() ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
    }

    private Status status(String target) {
        var directory = session.controlPlane().places().state().resolve("evidence");
        if (!Files.isDirectory(directory)) {
            return new Status(target, null, null, null, List.of());
        }
        var files = EvidenceFiles.at(session, null);
        var check = files.check(null);
        var last = check.statements().stream()
                .filter(statement -> statement.about().equals("promotion/" + target))
                .reduce((earlier, later) -> later);
        if (last.isEmpty()) {
            return new Status(target, null, null, null, check.findings());
        }
        var file = last.get().file();
        var report = EvidenceFiles.of(session, files.directory().resolve(file))
                .statement()
                .at("/predicate/report");
        return new Status(
                target,
                file,
                last.get().recordedAt(),
                JSON.treeToValue(report, PromotionReport.class),
                check.findings());
    }

    private void print(Status status) {
        var console = session.console();
        if (status.report() == null) {
            console.result(
                    "nothing was promoted to " + status.cluster() + " yet — homelab promote start " + status.cluster());
        } else {
            console.result("the last promotion to " + status.cluster() + ", recorded at " + status.recordedAt() + " in "
                    + status.statement());
            PromotionOutput.report(console, status.report());
        }
        status.findings()
                .forEach(finding -> console.say("NOT AS IT WAS WRITTEN: " + finding.file() + " " + finding.why()));
    }
}
