package io.homelab.cli.rehearsal;

import io.homelab.cli.ExitCode;
import io.homelab.cli.controlplane.ControlPlane;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** A cluster whose Velero passes; what is then done to it is found; and a namespace comes back byte for byte. */
final class ClusterScenario {
    private static final String BACK = VeleroLab.NAMESPACE + "-back";
    private static final List<String> VERIFY = List.of("backup", "verify", "--set", VeleroLab.CLUSTER);

    private final VeleroLab lab;
    private final BackupLab backups;
    private final Consumer<String> say;
    private final Commands commands;

    ClusterScenario(BackupLab backups, ControlPlane controlPlane, Consumer<String> say, Commands commands) {
        this.lab = new VeleroLab(controlPlane);
        this.backups = backups;
        this.say = say;
        this.commands = commands;
    }

    /** Plays it; the exit code of the first command that did not end as it should. */
    int play() throws IOException {
        say.accept("a cluster with an application:");
        var built = commands.run(List.of("cluster", "bootstrap", VeleroLab.CLUSTER));
        if (built != ExitCode.DONE.code()) {
            return built;
        }
        backups.veleroIn(lab);
        say.accept("Velero has no keys yet; it gets them, and takes its first backup:");
        var installed = commands.run(List.of("backup", "install", VeleroLab.CLUSTER));
        if (installed != ExitCode.DONE.code()) {
            return installed;
        }
        say.accept("namespace " + VeleroLab.NAMESPACE + " comes back behind a fence, and goes again:");
        var whole = commands.run(VERIFY);
        if (whole != ExitCode.DONE.code()) {
            return whole;
        }
        lab.change(cluster -> cluster.remove("drill")); // it would bring the same again each time
        for (var fault : faults()) {
            if (!new FoundFault(backups, say).isFound(fault, VERIFY, commands)) {
                return ExitCode.FAILED.code();
            }
        }
        return restore();
    }

    private List<BackupFault> faults() {
        return List.of(
                new BackupFault(
                        "somebody has paused Velero's schedule",
                        Set.of("schedule nightly"),
                        () -> lab.pause(true),
                        () -> lab.pause(false)),
                new BackupFault(
                        "a namespace is backed up nowhere: the lab file wants music, too",
                        Set.of("schedule nightly", "backups of nightly"),
                        () -> lab.change(ClusterScenario::wantMusic),
                        () -> lab.change(
                                cluster -> cluster.putObject("schedules").putObject("nightly"))));
    }

    private static void wantMusic(ObjectNode cluster) {
        cluster.putObject("schedules")
                .putObject("nightly")
                .putArray("namespaces")
                .add(VeleroLab.NAMESPACE)
                .add("music");
    }

    private int restore() {
        lab.overwrite();
        say.accept("somebody writes over the album; namespace " + VeleroLab.NAMESPACE + " comes back beside it:");
        var code = commands.run(List.of(
                "backup", "restore", "--set", VeleroLab.CLUSTER, "--namespace", VeleroLab.NAMESPACE, "--to", BACK));
        if (code != ExitCode.DONE.code()) {
            return code;
        }
        if (!lab.isWhole(BACK)) {
            say.accept(BACK + " is not what was backed up");
            return ExitCode.FAILED.code();
        }
        say.accept("namespace " + BACK + " is the same, byte for byte");
        return ExitCode.DONE.code();
    }
}
