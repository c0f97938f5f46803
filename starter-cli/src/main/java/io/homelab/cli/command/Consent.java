package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;

/** Asks a person on a terminal; off a terminal nobody is asked, and the command says which flag answers instead. */
final class Consent {
    private final Session session;

    Consent(Session session) {
        this.session = session;
    }

    /** Whether the answer is yes. */
    boolean given(String question, String flag) {
        return asked(question + " (yes/no) ", flag).equals("yes");
    }

    /** What was typed. */
    String asked(String question, String flag) {
        if (!session.console().canAsk()) {
            throw new CommandFailure(
                    ExitCode.USAGE, question.strip() + " There is no terminal to answer at: add " + flag);
        }
        return session.console().ask(question).strip();
    }
}
