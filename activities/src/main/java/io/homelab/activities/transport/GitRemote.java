package io.homelab.activities.transport;

import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** A Git repository on a server. What goes wrong with the server is a {@link Problem}, what is wrong here an IOException. */
public final class GitRemote {
    /** Where the branches of the server stand in the copy. */
    public static final String BRANCHES = "refs/remotes/origin/";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final List<RefSpec> ALL =
            List.of(new RefSpec("+refs/heads/*:" + BRANCHES + "*"), new RefSpec("+refs/tags/*:refs/tags/*"));

    private final Address address;
    private final Http http;

    GitRemote(Address address, Trust trust, Gate gate) {
        this.address = address;
        this.http = Http.to("git", trust, LIMIT, gate);
        GitSettings.ours();
    }

    /** Which repository, and as whom. */
    public record Address(URI repository, Optional<Account> account) {}

    /** A name and what proves it. */
    public record Account(String username, Secret password) {
        private String authorization() {
            var plain = (username + ":" + password.text()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(plain);
        }
    }

    /** What became of a push. */
    public enum Pushed {
        DONE,
        /** The branch is not where it was expected: nothing was written. */
        MOVED
    }

    /** Brings every branch and tag of the server, also those that were moved by force. */
    public void fetch(Repository copy, ProgressMonitor progress) throws IOException {
        try (var connections = connections();
                var transport = open(copy, connections)) {
            transport.setTagOpt(TagOpt.NO_TAGS); // they are asked for by name
            transport.setRemoveDeletedRefs(true);
            transport.fetch(progress, ALL);
        } catch (TransportException e) {
            throw problem(e);
        }
    }

    /** Moves a branch forward from one commit to another, never by force. The answer may be lost: look before repeating. */
    public Pushed push(Repository copy, String branch, ObjectId from, ObjectId to, ProgressMonitor progress)
            throws IOException {
        ReadOnly.check("git push " + branch);
        try (var connections = connections();
                var transport = open(copy, connections)) {
            var update = new RemoteRefUpdate(copy, null, to, "refs/heads/" + branch, false, null, from);
            var result = transport.push(progress, List.of(update)).getRemoteUpdate("refs/heads/" + branch);
            return outcome(result);
        } catch (TransportException e) {
            throw problem(e);
        }
    }

    private Pushed outcome(RemoteRefUpdate result) {
        var words = Optional.ofNullable(result.getMessage()).orElse("no reason given");
        return switch (result.getStatus()) {
            case OK, UP_TO_DATE -> Pushed.DONE;
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> Pushed.MOVED;
            case REJECTED_OTHER_REASON, NON_EXISTING, REJECTED_NODELETE -> {
                // Two pushes at once: the server has locked the branch, or finds that it moved after it told us.
                if (words.matches("(?i).*(lock|fetch first|non-fast-forward|stale|failed to update ref).*")) {
                    yield Pushed.MOVED;
                }
                throw new Problem(
                        FailureClass.CONFIG,
                        "the Git server refuses the commit: " + words,
                        where(),
                        "let the account of gitops.username push to this branch");
            }
            case NOT_ATTEMPTED, AWAITING_REPORT ->
                throw new Unreachable("the Git server did not say what became of the push", where(), null);
        };
    }

    private GitConnections connections() {
        return new GitConnections(http, address.account().map(Account::authorization));
    }

    private Transport open(Repository copy, GitConnections connections) throws TransportException {
        try {
            var transport = Transport.open(copy, new URIish(address.repository().toString()));
            if (transport instanceof TransportHttp overHttp) {
                overHttp.setHttpConnectionFactory(connections);
                return transport;
            }
            transport.close();
            throw new IllegalStateException("the schema lets through what is neither http nor https");
        } catch (URISyntaxException | org.eclipse.jgit.errors.NotSupportedException e) {
            throw new IllegalStateException("the schema lets through what is no address", e);
        }
    }

    /** What we threw from below JGit comes back as a cause. */
    private static TransportException problem(TransportException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem ours) {
                throw ours;
            }
        }
        return e;
    }

    private String where() {
        return "git " + address.repository();
    }
}
