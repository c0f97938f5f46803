package io.homelab.simulator.talos.api;

import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.Stage;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.ApplyConfiguration;
import io.homelab.simulator.talos.wire.ApplyConfigurationRequest;
import io.homelab.simulator.talos.wire.ApplyConfigurationRequest.Mode;
import io.homelab.simulator.talos.wire.ApplyConfigurationResponse;
import java.time.Duration;
import java.util.List;

/** A configuration for a machine that runs with another. */
final class NextConfiguration {
    /** What only a boot can put into force. */
    private static final List<String> NEEDS_REBOOT = List.of(
            "machine.type",
            "machine.token",
            "machine.ca",
            "machine.network.interfaces",
            "machine.files",
            "machine.disks",
            "machine.env",
            "machine.systemDiskEncryption",
            "machine.kernel",
            "cluster.id");

    private NextConfiguration() {}

    static ApplyConfigurationResponse apply(TalosNode node, ApplyConfigurationRequest request) throws StatusException {
        var wanted = FirstConfiguration.checked(node, request);
        var present = node.config().orElseThrow();
        var mode = request.getMode();
        if (node.minor() >= 14 && mode == Mode.REBOOT) {
            throw Status.UNIMPLEMENTED
                    .withDescription("apply configuration --mode='reboot' is not supported")
                    .asException();
        }
        var needsReboot = NEEDS_REBOOT.stream()
                .filter(path -> !wanted.at(path).equals(present.at(path)))
                .toList();
        if ((mode == Mode.NO_REBOOT || mode == Mode.TRY) && !needsReboot.isEmpty()) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("applied changes require a reboot, these changes are not allowed in no-reboot"
                            + " mode: " + String.join(", ", needsReboot))
                    .asException();
        }
        var chosen =
                mode != Mode.AUTO ? mode : needsReboot.isEmpty() || node.minor() >= 14 ? Mode.NO_REBOOT : Mode.REBOOT;
        if (request.getDryRun()) {
            return said(
                    chosen,
                    "Dry run summary:\n" + details(chosen, request) + " (skipped in dry-run).\n"
                            + Diff.of(present, wanted));
        }
        Call.current().committed().set(true);
        act(node, present, wanted, chosen, request);
        return said(chosen, details(chosen, request));
    }

    private static void act(
            TalosNode node,
            MachineConfig present,
            MachineConfig wanted,
            Mode chosen,
            ApplyConfigurationRequest request) {
        switch (chosen) {
            case REBOOT -> {
                node.stageConfig(wanted);
                node.goDown(Stage.REBOOTING, "", node::restart);
            }
            case STAGED -> node.stageConfig(wanted);
            case TRY -> {
                node.reconfigure(wanted);
                var timeout = request.hasTryModeTimeout()
                        ? Duration.ofSeconds(request.getTryModeTimeout().getSeconds())
                        : Duration.ofMinutes(1);
                Thread.startVirtualThread(() -> {
                    Pause.of(timeout);
                    if (node.config().filter(c -> c == wanted).isPresent()) {
                        node.reconfigure(present);
                    }
                });
            }
            case AUTO, NO_REBOOT, UNRECOGNIZED -> node.reconfigure(wanted);
        }
    }

    private static String details(Mode chosen, ApplyConfigurationRequest request) {
        return switch (chosen) {
            case REBOOT -> "Applied configuration with a reboot";
            case STAGED -> "Staged configuration to be applied after the next reboot";
            case TRY ->
                "Applied configuration without a reboot\nThe config is applied in 'try' mode and will be automatically"
                        + " reverted back in " + request.getTryModeTimeout().getSeconds() + "s";
            case AUTO, NO_REBOOT, UNRECOGNIZED -> "Applied configuration without a reboot";
        };
    }

    private static ApplyConfigurationResponse said(Mode mode, String details) {
        return FirstConfiguration.answer(
                ApplyConfiguration.newBuilder().setMode(mode).setModeDetails(details));
    }
}
