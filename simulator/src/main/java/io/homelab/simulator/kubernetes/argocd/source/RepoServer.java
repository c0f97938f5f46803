package io.homelab.simulator.kubernetes.argocd.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Fetches repositories over the network and keeps what it fetched in memory, as the pod does in its scratch volume. */
public final class RepoServer {
    private static final int TIMEOUT_SECONDS = 10;
    private static final int KEPT = 12;
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final List<RefSpec> EVERYTHING = List.of(new RefSpec("+refs/*:refs/*"));

    private final Map<String, InMemoryRepository> clones = new LinkedHashMap<>();
    private final Map<String, Checkout> checkouts = new LinkedHashMap<>();

    /** Who fetches; an empty user for anonymous. */
    public record Credentials(String username, String password) {}

    /** The commit that a branch, a tag or a commit's name means now. */
    public synchronized String resolve(String url, Credentials credentials, String revision) {
        var clone = clone(url);
        var wanted = revision.isEmpty() ? "HEAD" : revision;
        if (SHA.matcher(wanted).matches() && has(clone, ObjectId.fromString(wanted))) {
            return wanted;
        }
        try (var transport = Transport.open(clone, new URIish(url))) {
            transport.setTimeout(TIMEOUT_SECONDS);
            if (!credentials.username().isEmpty() || !credentials.password().isEmpty()) {
                transport.setCredentialsProvider(
                        new UsernamePasswordCredentialsProvider(credentials.username(), credentials.password()));
            }
            Map<String, Ref> refs;
            try (var connection = transport.openFetch()) {
                refs = connection.getRefsMap();
            }
            var id = named(refs, wanted);
            if (id.isEmpty() || !has(clone, id.get())) {
                transport.fetch(NullProgressMonitor.INSTANCE, EVERYTHING);
            }
            return commit(clone, id, wanted);
        } catch (URISyntaxException | NotSupportedException e) {
            throw new SourceFailed("rpc error: code = Unknown desc = cannot use the repository '" + url
                    + "': the simulator fetches over http and https only");
        } catch (IOException | JGitInternalException e) {
            throw new SourceFailed(words(url, e));
        }
    }

    private static Optional<ObjectId> named(Map<String, Ref> refs, String revision) {
        for (var prefix : List.of("", "refs/heads/", "refs/tags/", "refs/")) {
            var ref = refs.get(prefix + revision);
            if (ref != null && ref.getObjectId() != null) {
                return Optional.of(ref.getObjectId());
            }
        }
        return Optional.empty();
    }

    private static String commit(InMemoryRepository clone, Optional<ObjectId> id, String revision) throws IOException {
        var found = id.isPresent() || !revision.matches("[0-9a-f]{7,40}")
                ? id
                : Optional.ofNullable(clone.resolve(revision));
        try (var walk = new RevWalk(clone)) {
            if (found.isPresent()) {
                return walk.parseCommit(found.get()).name();
            }
        } catch (MissingObjectException e) {
            throw unresolved(revision);
        }
        throw unresolved(revision);
    }

    private static SourceFailed unresolved(String revision) {
        return new SourceFailed(
                "rpc error: code = Unknown desc = unable to resolve '" + revision + "' to a commit SHA");
    }

    private static boolean has(InMemoryRepository clone, ObjectId id) {
        try (var reader = clone.newObjectReader()) {
            return reader.has(id);
        } catch (IOException e) {
            return false;
        }
    }

    private InMemoryRepository clone(String url) {
        return clones.computeIfAbsent(url, u -> new InMemoryRepository(new DfsRepositoryDescription(u)));
    }

    private static String words(String url, Exception failure) {
        var list = "rpc error: code = Unknown desc = failed to list refs: ";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof SocketTimeoutException) {
                var to = URI.create(url);
                return list + "Get \"" + url + "/info/refs?service=git-upload-pack\": dial tcp " + to.getHost() + ":"
                        + to.getPort()
                        + (cause instanceof ConnectException ? ": connect: connection refused" : ": i/o timeout");
            }
            if (cause instanceof NoRemoteRepositoryException) {
                return list + "repository not found";
            }
            var said = String.valueOf(cause.getMessage());
            if (cause instanceof TransportException && said.contains("not authorized")
                    || said.contains("Authentication is required")) {
                return list + "authentication required: Authentication required";
            }
            if (cause instanceof TransportException && said.contains("not permitted")) {
                return list + "authorization failed";
            }
        }
        return list + failure.getMessage();
    }

    /** The files of a commit that {@link #resolve} gave. */
    public synchronized Checkout checkout(String url, String sha) {
        var key = url + " " + sha;
        var kept = checkouts.remove(key);
        var checkout = kept == null ? read(url, sha) : kept;
        checkouts.put(key, checkout);
        if (checkouts.size() > KEPT) {
            checkouts.remove(checkouts.keySet().iterator().next());
        }
        return checkout;
    }

    private Checkout read(String url, String sha) {
        var files = new TreeMap<String, byte[]>();
        var clone = clone(url);
        try (var walk = new RevWalk(clone);
                var tree = new TreeWalk(clone)) {
            tree.addTree(walk.parseCommit(ObjectId.fromString(sha)).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                if (tree.getFileMode(0).getObjectType() == org.eclipse.jgit.lib.Constants.OBJ_BLOB) {
                    files.put(
                            tree.getPathString(),
                            clone.open(tree.getObjectId(0)).getBytes());
                }
            }
        } catch (IOException e) {
            throw new SourceFailed(
                    "rpc error: code = Internal desc = Failed to checkout revision " + sha + ": " + e.getMessage());
        }
        return new Checkout(sha, files);
    }
}
