package io.homelab.activities.transport;

import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;

/** Why a host could not be opened. */
final class SshFailure {
    private SshFailure() {}

    /** MINA wraps what the system says. */
    private static String root(Throwable e) {
        var cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause instanceof UnresolvedAddressException
                ? "nobody knows its name"
                : String.valueOf(cause.getMessage());
    }

    static Problem of(IOException e, HostKey hostKey, Ssh.Account account) {
        var where = account.where();
        var stranger = hostKey.stranger();
        if (stranger.isPresent()) {
            return new Problem(
                    FailureClass.CONFIG,
                    "the host proves itself with another key, " + stranger.get() + ", than the lab file has",
                    where,
                    "it was installed anew, or it is another machine: compare with ssh-keygen -lf"
                            + " /etc/ssh/ssh_host_ed25519_key.pub on the host, then set hostKey",
                    e);
        }
        var text = String.valueOf(e.getMessage());
        var code = e instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
        if (code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return new Problem(
                    FailureClass.AUTH,
                    "the host does not let " + account.user() + " in with our key",
                    where,
                    "put its public half into ~" + account.user() + "/.ssh/authorized_keys on the host",
                    e);
        }
        if (text.toLowerCase(Locale.ROOT).contains("negotiate")) {
            return new Problem(
                    FailureClass.CONFIG,
                    "the host has no key of the kind that the lab file has",
                    where,
                    "set hostKey to a key that it has: ssh-keyscan shows them",
                    e);
        }
        return new Unreachable("the host does not answer (" + root(e) + ")", where, e);
    }
}
