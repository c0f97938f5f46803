package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.state.StateLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.function.Consumer;

/** A control plane with a simulated lab in a directory of its own; stopped and removed at the end, also after Ctrl-C. */
public final class Rehearsal implements AutoCloseable {
    private final Path directory;
    private final ControlPlane controlPlane;
    private final boolean keep;
    private final Consumer<String> say;
    private final Thread atExit = new Thread(this::end);
    private boolean ended;

    private Rehearsal(Path directory, ControlPlane controlPlane, boolean keep, Consumer<String> say) {
        this.directory = directory;
        this.controlPlane = controlPlane;
        this.keep = keep;
        this.say = say;
    }

    /** Makes the directory; starts nothing yet. */
    public static Rehearsal begin(Session session, boolean keep) {
        try {
            var directory = Files.createTempDirectory("homelab-rehearsal-");
            var environment = new HashMap<>(session.environment());
            environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
            environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
            environment.put("XDG_DATA_HOME", directory.resolve("data").toString());
            environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
            var layout = StateLayout.of(environment, true).create();
            var places = new Places(
                    layout.data().resolve("lab").resolve("lab.yaml"),
                    layout.config(),
                    layout.state(),
                    layout.cache(),
                    true,
                    // A worker that outlived another rehearsal must find nothing to do here.
                    "rehearsal-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
            var rehearsal = new Rehearsal(
                    directory, new ControlPlane(session.installation(), places), keep, session.console()::say);
            Runtime.getRuntime().addShutdownHook(rehearsal.atExit);
            return rehearsal;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "cannot make a directory for the rehearsal: " + e.getMessage(), e);
        }
    }

    /** Starts everything. */
    public EndpointInfo start(double factor, Consumer<String> progress) {
        return controlPlane.start(factor, progress);
    }

    /** Starts the servers alone. */
    public EndpointInfo startServers(Consumer<String> progress) {
        return controlPlane.startServers(progress);
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (keep) {
            say.accept("kept; use it with: export XDG_CONFIG_HOME=" + directory + "/config XDG_STATE_HOME=" + directory
                    + "/state XDG_DATA_HOME=" + directory + "/data XDG_CACHE_HOME=" + directory + "/cache");
            say.accept("and stop it with: homelab server stop --simulated");
            return;
        }
        controlPlane.stop();
        try {
            Part.delete(directory);
        } catch (IOException e) {
            say.accept("could not remove " + directory + ": " + e.getMessage());
        }
    }
}
