package io.homelab.simulator.talos.api;

import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.config.ConfigCheck;
import io.homelab.simulator.talos.config.ConfigRefused;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.Stage;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.ApplyConfiguration;
import io.homelab.simulator.talos.wire.ApplyConfigurationRequest;
import io.homelab.simulator.talos.wire.ApplyConfigurationRequest.Mode;
import io.homelab.simulator.talos.wire.ApplyConfigurationResponse;
import java.util.Locale;

/** A configuration for a machine that has none: it installs. */
final class FirstConfiguration {
    private FirstConfiguration() {}

    static ApplyConfigurationResponse apply(TalosNode node, ApplyConfigurationRequest request) throws StatusException {
        var mode = request.getMode();
        if (node.minor() < 13 && (mode == Mode.NO_REBOOT || mode == Mode.STAGED)) {
            throw Status.UNIMPLEMENTED
                    .withDescription("apply configuration --mode='"
                            + mode.name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + "' is not supported in maintenance mode")
                    .asException();
        }
        var config = checked(node, request);
        if (request.getDryRun()) {
            return answer(ApplyConfiguration.newBuilder()
                    .setModeDetails("Dry run summary:\n"
                            + "Node is running in maintenance mode and does not have a config yet."));
        }
        if (node.stage() != Stage.MAINTENANCE) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("another apply configuration is already in progress")
                    .asException();
        }
        Call.current().committed().set(true);
        node.install(config, Call.current().taskFailure());
        return answer(
                node.minor() < 13
                        ? ApplyConfiguration.newBuilder()
                        : ApplyConfiguration.newBuilder()
                                .setMode(Mode.NO_REBOOT)
                                .setModeDetails("Applied configuration without a reboot"));
    }

    static MachineConfig checked(TalosNode node, ApplyConfigurationRequest request) throws StatusException {
        try {
            var config = MachineConfig.parse(request.getData().toByteArray());
            ConfigCheck.check(config, node.hardware());
            return config;
        } catch (ConfigRefused e) {
            throw (e.unreadable() ? Status.UNKNOWN : Status.INVALID_ARGUMENT)
                    .withDescription(e.getMessage())
                    .asException();
        }
    }

    static ApplyConfigurationResponse answer(ApplyConfiguration.Builder message) {
        return ApplyConfigurationResponse.newBuilder().addMessages(message).build();
    }
}
