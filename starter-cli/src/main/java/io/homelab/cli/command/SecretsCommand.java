package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The secret store. */
@Command(name = "secrets", description = "List, re-encrypt and export what the secret store holds.")
public final class SecretsCommand {
    private final Session session;

    public SecretsCommand(Session session) {
        this.session = session;
    }

    @Command(name = "list", description = "The names of all secrets; never their values.")
    int list() {
        LabSecretStore.open(session).list().forEach(session.console()::result);
        return ExitCode.DONE.code();
    }

    @Command(name = "rekey", description = "Encrypt everything anew to the recipients of the lab file; all or nothing.")
    int rekey() {
        var names = LabSecretStore.open(session).rekey();
        session.console().say("encrypted " + names.size() + " secrets to the lab file's recipients");
        return ExitCode.DONE.code();
    }

    @Command(name = "export", description = "Print every secret in clear. Mind where it goes.")
    int export(@Option(names = "--yes", description = "Yes, in clear.") boolean yes) {
        if (!yes) {
            throw new CommandFailure(ExitCode.USAGE, "this prints every secret in clear: add --yes");
        }
        LabSecretStore.open(session).export().forEach((name, secret) -> {
            session.console().result("--- " + name);
            session.console().result(secret.text());
        });
        return ExitCode.DONE.code();
    }
}
