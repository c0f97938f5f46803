package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Inspection;
import io.homelab.cli.output.Console;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.LabSecrets;
import io.homelab.lab.secrets.SecretUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Looks for what would go wrong, from this machine to the hypervisor; writes nothing in the lab. */
@Command(
        name = "doctor",
        description = {
            "Look for what would go wrong: this machine, the lab file, the secret store, the hypervisor. Needs no control plane.",
            "Exits 2 when something is wrong; every finding says what to do."
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final long ENOUGH_DISK = 2L << 30;
    private static final int RECIPIENTS = 2;

    private final Session session;
    private final List<Seen> seen = new ArrayList<>();

    @Option(
            names = "--simulated",
            negatable = true,
            fallbackValue = "true",
            description = "The simulated lab of this machine, or not; without it, the lab whose control plane runs.")
    private @Nullable Boolean simulated;

    @Mixin
    private OutputFormat output = new OutputFormat();

    public DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var controlPlane = simulated == null ? session.controlPlane() : session.controlPlane(simulated);
        var places = controlPlane.places();
        good("Java " + Runtime.version().feature() + " at "
                + session.installation().java());
        temporal(Path.of(session.installation().temporal()));
        disk(places.state());
        if (!Files.exists(places.labFile())) {
            bad(
                    "lab file: there is none at " + places.labFile(),
                    "homelab init --endpoint URL --token-id ID writes one from a Proxmox host");
            return end();
        }
        if (lab(places.labFile(), places.config())) {
            preflight(Inspection.where(places));
        }
        controlPlane
                .status()
                .forEach(part -> say(
                        part.pid() > 0 ? Level.GOOD : Level.NOTE,
                        part.name()
                                + (part.pid() > 0
                                        ? " runs, process " + part.pid()
                                        : " does not run — homelab server start")));
        return end();
    }

    private int end() {
        var findings = seen.stream().filter(s -> s.level() == Level.BAD).count();
        if (!output.streams()) {
            output.print(session, "homelab/doctor/v1", seen);
        }
        session.console()
                .say(findings == 0 ? "nothing is wrong" : findings + (findings == 1 ? " finding" : " findings"));
        return findings == 0 ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
    }

    private void disk(Path state) {
        try {
            var free = Files.getFileStore(state).getUsableSpace();
            if (free < ENOUGH_DISK) {
                bad(
                        "disk: " + (free >> 20) + " MiB are free at " + state,
                        "make room: histories and evidence grow, and a full disk stops every run");
            } else {
                good((free >> 30) + " GiB are free at " + state);
            }
        } catch (IOException e) {
            bad("disk: " + state + " cannot be looked at: " + e.getMessage(), "check its permissions");
        }
    }

    /** Whether the rest can be asked at all. */
    private boolean lab(Path file, Path config) {
        try {
            var lab = LabFile.open(file);
            good("lab file " + file + ", digest " + lab.digest().substring(0, 12));
            lab.warnings().forEach(w -> say(Level.WARNING, w.toString()));
            var recipients = lab.lab().secrets().recipients().size();
            if (recipients < RECIPIENTS && !lab.lab().simulated()) {
                bad(
                        "secret store: " + recipients
                                + " recipient: with its identity every cluster's secrets would be lost",
                        "age-keygen makes another, keep it elsewhere, add it to lab.yaml secrets.recipients, then: homelab secrets rekey");
            }
            identity(config.resolve("identity.txt"));
            var secrets = LabSecrets.open(
                    file.toAbsolutePath().normalize().resolveSibling(""),
                    lab.lab(),
                    config.resolve("identity.txt"),
                    session.environment());
            secrets.resolver().resolve(lab.lab().hypervisor().token()).wipe();
            good("secret store opens, " + secrets.store().list().size() + " secrets, " + recipients + " recipients");
            return true;
        } catch (InvalidLab e) {
            e.problems().forEach(p -> bad(p.toString(), "homelab lab validate"));
        } catch (SecretUnavailable e) {
            bad("secret store: " + e.getMessage(), "homelab secrets list");
        }
        return false;
    }

    private void identity(Path file) {
        try {
            if (!Files.exists(file)) {
                return; // the lab file may name another; opening the store will tell
            }
            var permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ)) {
                bad("identity " + file + " can be read by others", "chmod 600 " + file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            say(Level.WARNING, "the permissions of " + file + " cannot be read: " + e.getMessage());
        }
    }

    private void preflight(Map<String, String> where) {
        JsonNode clusters;
        try {
            clusters = new Inspection(session.installation()).ask("preflight", where);
        } catch (CommandFailure e) {
            bad("hypervisor: " + e.getMessage(), "");
            return;
        }
        for (var cluster : clusters) {
            var name = "cluster " + cluster.path("cluster").asString();
            if (cluster.path("problem").isObject()) {
                bad(name + ": " + Inspection.line(cluster.path("problem")), "");
            } else {
                good(name + ": " + cluster.path("checks").size() + " checks of the hypervisor passed");
            }
            cluster.path("warnings").forEach(w -> say(Level.WARNING, name + ": " + w.asString()));
        }
    }

    private void temporal(Path binary) {
        if (!binary.isAbsolute()) {
            say(Level.NOTE, "Temporal server: installed by the first homelab server start, or from HOMELAB_TEMPORAL");
        } else if (Files.isExecutable(binary)) {
            good("Temporal server " + binary);
        } else {
            bad(
                    "Temporal server: " + binary + " cannot be run",
                    "remove HOMELAB_TEMPORAL, or let it name a temporal binary");
        }
    }

    private void good(String text) {
        say(Level.GOOD, text);
    }

    private void bad(String text, String remedy) {
        say(Level.BAD, text + (remedy.isEmpty() ? "" : " — " + remedy));
    }

    /** A person sees each thing as soon as it is known. */
    private void say(Level level, String text) {
        var now = new Seen(level, text);
        seen.add(now);
        if (output.isTable()) {
            session.console().result(session.console().ink(level.ink, level.sign) + " " + text);
        } else if (output.streams()) {
            output.print(session, "homelab/doctor-line/v1", now);
        }
    }

    /** How good it is. */
    enum Level {
        GOOD(Console.Ink.GREEN, "✔"),
        NOTE(Console.Ink.DIM, "·"),
        WARNING(Console.Ink.YELLOW, "!"),
        BAD(Console.Ink.RED, "✖");

        private final Console.Ink ink;
        private final String sign;

        Level(Console.Ink ink, String sign) {
            this.ink = ink;
            this.sign = sign;
        }
    }

    /** One thing that was looked at. */
    record Seen(Level level, String text) {}
}
