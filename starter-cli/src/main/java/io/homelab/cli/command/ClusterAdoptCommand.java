package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.cluster.AdoptClusterRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes over a running cluster. */
@Command(
        name = "adopt",
        description = {
            "Take over a running cluster that homelab did not build: mark its machines, read its secrets from Talos.",
            "Each node of the lab file needs its vmid, and the machine the node's name. Nothing else is changed."
        })
public final class ClusterAdoptCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The cluster, as the lab file calls it.")
    private String cluster = "";

    @Option(
            names = "--talosconfig",
            paramLabel = "FILE",
            description =
                    "An administrator's talosconfig; goes into the secret store. Not needed when it is there already.")
    private @Nullable Path talosconfig;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "A kubeconfig; goes into the secret store. Without it, Talos is asked for one.")
    private @Nullable Path kubeconfig;

    @Option(names = "--yes", negatable = true, fallbackValue = "true", description = "Do not ask before marking.")
    private boolean yes;

    @Mixin
    private OutputFormat output = new OutputFormat();

    public ClusterAdoptCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        keep("talosconfig-" + cluster, talosconfig);
        keep("kubeconfig-" + cluster, kubeconfig);
        return new Adoptions(session)
                .run(new AdoptClusterRequest(cluster, List.of(), yes, Digests.ofLab(session)), output);
    }

    private void keep(String name, @Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            LabSecretStore.open(session).put(name, Secret.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage(), e);
        }
        session.console().say("stored " + name + " in the secret store");
    }
}
