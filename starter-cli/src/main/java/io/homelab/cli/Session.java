package io.homelab.cli;

import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.controlplane.EndpointInfo;
import io.homelab.cli.controlplane.Installation;
import io.homelab.cli.controlplane.Places;
import io.homelab.cli.output.Console;
import io.homelab.lab.state.StateLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What every command works with: the environment, the console, and the control plane that it talks to. */
public final class Session {
    private final Map<String, String> environment;
    private final Console console;
    private final Optional<ControlPlane> fixed;

    public Session(Map<String, String> environment, Console console) {
        this(environment, console, Optional.empty());
    }

    private Session(Map<String, String> environment, Console console, Optional<ControlPlane> fixed) {
        this.environment = Map.copyOf(environment);
        this.console = console;
        this.fixed = fixed;
    }

    /** The same session, bound to one control plane: a rehearsal's own. */
    public Session on(ControlPlane controlPlane) {
        return new Session(environment, console, Optional.of(controlPlane));
    }

    public Console console() {
        return console;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public Installation installation() {
        return Installation.of(environment);
    }

    /** The control plane of the real or the simulated lab of this user. */
    public ControlPlane controlPlane(boolean simulated) {
        return fixed.orElseGet(() -> new ControlPlane(installation(), places(simulated)));
    }

    /** The control plane that commands talk to when nobody says which: the running one; the real one when both run. */
    public ControlPlane controlPlane() {
        if (fixed.isPresent()) {
            return fixed.get();
        }
        var real = controlPlane(false);
        var simulated = controlPlane(true);
        var useSimulated = !runs(real)
                && (runs(simulated)
                        || simulated.endpoint().isPresent() && real.endpoint().isEmpty());
        return useSimulated ? simulated : real;
    }

    /** Runs something with a connection to Temporal: TEMPORAL_ADDRESS, else the running control plane. */
    public <T> T connected(Function<Connection, T> work) {
        return Connection.with(endpoint(), work);
    }

    private EndpointInfo endpoint() {
        var address = environment.get("TEMPORAL_ADDRESS");
        if (address != null && fixed.isEmpty()) {
            var port = Integer.parseInt(address.replaceFirst(".*:", ""));
            return new EndpointInfo(
                    address, environment.getOrDefault("TEMPORAL_NAMESPACE", "homelab"), port, port + 1000, null);
        }
        return controlPlane()
                .endpoint()
                .orElseThrow(
                        () -> new CommandFailure(
                                ExitCode.FAILED,
                                "no control plane was started on this machine — homelab server start, or homelab rehearse to try it"));
    }

    private Places places(boolean simulated) {
        var layout = StateLayout.of(environment, simulated).create();
        var lab = simulated ? layout.data().resolve("lab").resolve("lab.yaml") : labFile();
        return new Places(
                lab,
                layout.config(),
                layout.state(),
                layout.cache(),
                simulated,
                ControlPlane.namespace(layout.state(), simulated));
    }

    /** Where this user's own lab file is, or would be. */
    public Path labFile() {
        var named = environment.get("HOMELAB_LAB");
        return Path.of(named == null ? "lab.yaml" : named).toAbsolutePath();
    }

    private static boolean runs(ControlPlane controlPlane) {
        return controlPlane.status().stream().anyMatch(p -> p.name().equals("temporal") && p.pid() > 0);
    }

    /** The lab file of the control plane that commands talk to. */
    public Path currentLabFile() {
        var file = controlPlane().places().labFile();
        if (!Files.exists(file)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "there is no lab file at " + file
                            + " — cp lab.example.yaml lab.yaml makes one, HOMELAB_LAB names another");
        }
        return file;
    }
}
