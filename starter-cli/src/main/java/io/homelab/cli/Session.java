package io.homelab.cli;

import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.controlplane.EndpointInfo;
import io.homelab.cli.controlplane.Installation;
import io.homelab.cli.controlplane.Places;
import io.homelab.cli.controlplane.TemporalSettings;
import io.homelab.cli.output.Console;
import io.homelab.cli.settings.EnvironmentNames;
import io.homelab.cli.settings.Profile;
import io.homelab.cli.settings.Settings;
import io.homelab.lab.PayloadKeySource;
import io.homelab.lab.state.StateLayout;
import io.homelab.workflows.wire.PayloadKeys;
import io.homelab.workflows.wire.TemporalProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every command works with: the environment, the console, and the control plane that it talks to. */
public final class Session {
    private final Map<String, String> environment;
    private final Console console;
    private final Optional<ControlPlane> fixed;
    private @Nullable Settings settings;

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

    /** What the environment and the profile say of options; a CommandFailure says what is wrong with the profile. */
    public Settings settings() {
        if (settings == null) {
            settings = new Settings(environment, Profile.of(environment, StateLayout.profiles(environment)));
        }
        return settings;
    }

    public Installation installation() {
        return Installation.of(environment);
    }

    /** The control plane of the real or the simulated lab of this user. */
    public ControlPlane controlPlane(boolean simulated) {
        return fixed.orElseGet(() -> new ControlPlane(
                installation(), places(simulated), simulated ? Optional.empty() : TemporalSettings.of(environment)));
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

    /** Runs something with a connection to Temporal: the one that the environment names, else that of this machine. */
    public <T> T connected(Function<Connection, T> work) {
        return elsewhere()
                .map(server -> Connection.to(EndpointInfo.of(server), server.stubs(), payloadKeys()))
                .orElseGet(() -> Connection.to(endpoint(), payloadKeys()))
                .use(work);
    }

    /** The Temporal server that the environment names instead of this machine's. */
    public Optional<TemporalProfile> elsewhere() {
        return fixed.isPresent() ? Optional.empty() : TemporalSettings.of(environment);
    }

    private EndpointInfo endpoint() {
        return controlPlane()
                .endpoint()
                .orElseThrow(
                        () -> new CommandFailure(
                                ExitCode.FAILED,
                                "no control plane was started on this machine — homelab server start, or homelab rehearse to try it"));
    }

    private Optional<PayloadKeys> payloadKeys() {
        var places = controlPlane().places();
        return PayloadKeySource.of(places.labFile(), places.config().resolve("identity.txt"), environment)
                .map(ring -> new PayloadKeys(ring.current(), ring.keys()));
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
        return Path.of(settings().value(EnvironmentNames.LAB).orElse("lab.yaml"))
                .toAbsolutePath();
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
                            + " — homelab init writes one from what a Proxmox host says, HOMELAB_LAB names another");
        }
        return file;
    }
}
