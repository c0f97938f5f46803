package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.secrets.PayloadKeyring;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The secret store. */
@Command(name = "secrets", description = "List, put, re-encrypt and export what the secret store holds.")
public final class SecretsCommand {
    private final Session session;

    public SecretsCommand(Session session) {
        this.session = session;
    }

    @Command(name = "list", description = "The names of all secrets; never their values.")
    int list(@Mixin OutputFormat output) {
        var names = LabSecretStore.open(session).list();
        if (!output.print(session, "homelab/secret-names/v1", names)) {
            names.forEach(session.console()::result);
        }
        return ExitCode.DONE.code();
    }

    @Command(
            name = "put",
            description = {
                "Store a secret under a name; the value comes from standard input or a file, never from the command line.",
                "payload-key-ID is special: with one, the payloads of runs are encrypted (32 bytes, or their hex or Base64)."
            })
    int put(
            @Parameters(paramLabel = "NAME", description = "What the lab file calls it after age:") String name,
            @Option(names = "--file", paramLabel = "FILE", description = "Read the value from here instead.") @Nullable
                    Path file,
            @Option(
                            names = "--replace",
                            negatable = true,
                            fallbackValue = "true",
                            description = "Put it over the one that is there.")
                    boolean replace) {
        var store = LabSecretStore.open(session);
        if (!replace && store.list().contains(name)) {
            throw new CommandFailure(
                    ExitCode.FAILED, "there is a secret " + name + " already: add --replace to put this one over it");
        }
        var secret = value(file);
        try {
            if (name.startsWith(PayloadKeyring.PREFIX)) {
                PayloadKeyring.key(name.substring(PayloadKeyring.PREFIX.length()), secret);
            }
            store.put(name, secret);
        } catch (IllegalArgumentException | SecretUnavailable e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } finally {
            secret.wipe();
        }
        session.console().say("stored " + name + "; the lab file names it as age:" + name);
        if (name.startsWith(PayloadKeyring.PREFIX)) {
            session.console()
                    .say("payloads are encrypted once the worker has it: homelab server stop, homelab server start");
        }
        return ExitCode.DONE.code();
    }

    private Secret value(@Nullable Path file) {
        try {
            if (file == null && session.console().isTerminal()) {
                session.console().say("type the value, then Ctrl-D on a line of its own");
            }
            var bytes = file == null ? System.in.readAllBytes() : Files.readAllBytes(file);
            if (bytes.length == 0) {
                throw new CommandFailure(ExitCode.USAGE, "the value is empty: pipe it in, or name a file by --file");
            }
            var secret = Secret.of(bytes);
            Arrays.fill(bytes, (byte) 0);
            return secret;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot read the value" + (file == null ? "" : " from " + file) + ": "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    @Command(name = "rekey", description = "Encrypt everything anew to the recipients of the lab file; all or nothing.")
    int rekey() {
        var names = LabSecretStore.open(session).rekey();
        session.console().say("encrypted " + names.size() + " secrets to the lab file's recipients");
        return ExitCode.DONE.code();
    }

    @Command(name = "export", description = "Print every secret in clear. Mind where it goes.")
    int export(
            @Option(names = "--yes", negatable = true, fallbackValue = "true", description = "Yes, in clear.")
                    boolean yes) {
        if (!yes && !new Consent(session).given("this prints every secret in clear. Do it?", "--yes")) {
            throw new CommandFailure(ExitCode.FAILED, "nothing was printed");
        }
        LabSecretStore.open(session).export().forEach((name, secret) -> {
            session.console().result("--- " + name);
            session.console().result(secret.text());
        });
        return ExitCode.DONE.code();
    }
}
