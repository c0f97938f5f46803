package io.homelab.systemtests.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.controlplane.Connection;
import io.homelab.systemtests.LabInABox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What the control plane keeps and hands out, and which canaries are in it. */
final class Kept {
    private final LabInABox lab;
    private final Canaries canaries;

    Kept(LabInABox lab, Canaries canaries) {
        this.lab = lab;
        this.canaries = canaries;
    }

    /** Inputs, results, failures, memos and heartbeats of every run, as the server gives them to whoever may ask. */
    List<String> inHistories() {
        var leaks = new ArrayList<String>();
        try (var connection = Connection.to(lab.controlPlane().endpoint().orElseThrow())) {
            var runs = connection.client().listExecutions("").toList();
            assertThat(runs).hasSizeGreaterThan(20);
            for (var run : runs) {
                var id = run.getExecution().getWorkflowId();
                var history = connection
                        .client()
                        .fetchHistory(id, run.getExecution().getRunId())
                        .getHistory()
                        .toByteArray();
                leaks.addAll(canaries.in("the history of " + id, new String(history, StandardCharsets.ISO_8859_1)));
            }
        }
        return leaks;
    }

    List<String> inBundle(Path bundle) throws IOException {
        var leaks = new ArrayList<String>();
        try (var zip = new ZipFile(bundle.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("versions.txt", "lab.yaml", "runs.txt", "logs/worker.log", "logs/temporal.log");
            for (var entry : zip.stream().toList()) {
                var text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                leaks.addAll(canaries.in("support bundle: " + entry.getName(), text));
            }
        }
        return leaks;
    }

    /** The database, logs, snapshots, evidence, notices; the simulated world and its access are not the product's. */
    List<String> inFiles() throws IOException {
        var leaks = new ArrayList<String>();
        try (var files = Files.walk(lab.controlPlane().places().state())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("/simulator/") && !file.toString().contains("simulator.token")) {
                    leaks.addAll(canaries.in(
                            file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return leaks;
    }
}
