package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Inspection;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.LabInit;
import io.homelab.lab.ObservedHypervisor;
import io.homelab.lab.secrets.AgeIdentity;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretRef;
import io.homelab.lab.secrets.SecretResolver;
import io.homelab.lab.secrets.SecretStore;
import io.homelab.lab.secrets.SecretUnavailable;
import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Writes a first lab file from what a real Proxmox host says of itself. */
@Command(
        name = "init",
        description = {
            "Look at a Proxmox host and write a first lab file: one cluster, dev, of one node. Changes nothing on the host.",
            "Needs an API token; README.md, \"With a real lab\", has the commands that make one with the least rights."
        })
public final class InitCommand implements Callable<Integer> {
    private static final String TOKEN = "proxmox-token";

    private final Session session;

    @Option(
            names = "--endpoint",
            required = true,
            paramLabel = "URL",
            description = "The host's API, such as https://192.168.68.51:8006.")
    private URI endpoint = URI.create("https://localhost");

    @Option(
            names = "--token-id",
            required = true,
            paramLabel = "USER@REALM!NAME",
            description = "The API token's id, such as homelab@pve!orchestrator.")
    private String tokenId = "";

    @Option(
            names = "--token",
            paramLabel = "REFERENCE",
            converter = ReferenceConverter.class,
            description = "Where the token's secret is: env:NAME, file:PATH or exec:COMMAND. Asked for on a terminal.")
    private @Nullable SecretRef token;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA-256",
            description =
                    "The certificate to trust, as the host shows it (pvenode cert info). Asked for on a terminal.")
    private @Nullable String fingerprint;

    @Option(names = "--node", paramLabel = "NAME", description = "The host to use, when there are several.")
    private @Nullable String node;

    public InitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var target = session.labFile();
        var directory = target.resolveSibling("").normalize();
        refuseExisting(target);
        var inspection = new Inspection(session.installation());
        var secret = secret();
        var trusted = certificate(inspection);
        var question = new HashMap<String, String>();
        question.put("endpoint", endpoint.toString());
        question.put("tokenId", tokenId);
        question.put("token", secret.text());
        trusted.ifPresent(f -> question.put("fingerprint", f));
        if (node != null) {
            question.put("node", node);
        }
        var seen = JsonMapper.builder()
                .build()
                .treeToValue(inspection.ask("hypervisor", question), ObservedHypervisor.class);
        session.console()
                .say("saw " + seen.node() + ": " + seen.memoryMiB() / 1024 + " GiB of memory, network " + seen.cidr()
                        + ", " + seen.takenVmids().size() + " machines, storages "
                        + String.join(
                                ", ",
                                seen.storages().stream()
                                        .map(s -> s.name() + " (" + s.type() + ")")
                                        .toList()));
        try {
            write(target, directory, seen, secret);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot write the lab: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    e.getMessage() + " — Datacenter > Storage in Proxmox says what a storage may hold",
                    e);
        }
        return ExitCode.DONE.code();
    }

    private void refuseExisting(Path target) {
        if (Files.exists(target)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "there is a lab file at " + target
                            + " already — HOMELAB_LAB=DIRECTORY/lab.yaml homelab init … writes another");
        }
    }

    private Optional<String> certificate(Inspection inspection) {
        if (fingerprint != null) {
            return Optional.of(fingerprint);
        }
        var shown = inspection.ask("certificate", Map.of("endpoint", endpoint.toString()));
        if (shown.path("trusted").asBoolean()) {
            return Optional.empty();
        }
        var seen = shown.path("fingerprint").asString();
        var text = endpoint + " shows a certificate that no authority of this machine vouches for:\n  "
                + shown.path("subject").asString() + "\n  " + seen
                + "\ncompare it with what the host itself says: pvenode cert info";
        if (!session.console().canAsk()) {
            throw new CommandFailure(ExitCode.USAGE, text + "\nthen give it: --fingerprint " + seen);
        }
        session.console().say(text);
        if (!session.console().ask("is it the same? (yes/no) ").strip().equals("yes")) {
            throw new CommandFailure(ExitCode.FAILED, "nothing was sent and nothing was written");
        }
        return Optional.of(seen);
    }

    private Secret secret() {
        if (token == null) {
            if (!session.console().canAsk()) {
                throw new CommandFailure(
                        ExitCode.USAGE, "where is the token's secret? --token env:NAME, file:PATH or exec:COMMAND");
            }
            return Secret.of(session.console()
                    .askSecretly("secret of the token " + tokenId + ": ")
                    .strip());
        }
        try {
            return new SecretResolver(session.environment(), Path.of("").toAbsolutePath(), () -> {
                        throw new IllegalStateException("there is no secret store yet");
                    })
                    .resolve(token);
        } catch (SecretUnavailable | IllegalStateException e) {
            throw new CommandFailure(ExitCode.FAILED, "the token's secret cannot be read: " + e.getMessage(), e);
        }
    }

    /** The lab file is written last: a directory with one is complete. */
    private void write(Path target, Path directory, ObservedHypervisor seen, Secret secret) throws IOException {
        var config = session.controlPlane(false).places().config();
        var made = new ArrayList<Path>();
        var recipients = List.of(
                identity(config.resolve("identity.txt"), made), identity(config.resolve("second-identity.txt"), made));
        var files = LabInit.files(seen, tokenId, recipients);
        for (var file : files.entrySet()) {
            var path = directory.resolve(file.getKey());
            if (!path.equals(target) && (!Files.exists(path) || isShipped(file.getKey(), path))) {
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                AtomicFile.write(path, file.getValue().getBytes(StandardCharsets.UTF_8), "rw-r--r--");
            }
        }
        SecretStore.open(directory.resolve("secrets"), recipients, () -> {
                    throw new IllegalStateException("writing needs no identity");
                })
                .put(TOKEN, secret);
        AtomicFile.write(target, files.getOrDefault("lab.yaml", "").getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        try {
            LabFile.open(target).warnings().forEach(w -> session.console().say(w.toString()));
        } catch (InvalidLab e) {
            throw new CommandFailure(
                    ExitCode.FINDINGS,
                    "wrote " + target + ", but it needs your hand before it is valid:\n" + e.getMessage(),
                    e);
        }
        explain(target, made);
    }

    /** The repository's own templates may be adapted; what a person has changed is left alone. */
    private static boolean isShipped(String name, Path file) throws IOException {
        return Files.readString(file).equals(LabInit.shipped(name));
    }

    private void explain(Path target, List<Path> made) {
        var console = session.console();
        console.result("wrote " + target);
        made.forEach(file -> console.result("wrote " + file));
        console.say(
                "the secret store has two readers; move second-identity.txt off this machine, to a password manager or paper");
        console.say("next: homelab doctor, homelab server start, homelab cluster plan dev");
    }

    private static String identity(Path file, List<Path> made) throws IOException {
        if (Files.exists(file)) {
            return AgeIdentity.parse(Secret.of(Files.readAllBytes(file))).recipient();
        }
        var identity = AgeIdentity.generate();
        identity.writeTo(file);
        made.add(file);
        return identity.recipient();
    }
}
