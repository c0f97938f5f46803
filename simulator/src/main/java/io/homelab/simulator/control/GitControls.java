package io.homelab.simulator.control;

import io.homelab.simulator.git.Commits;
import io.homelab.simulator.git.GitFace;
import io.homelab.simulator.git.RepositorySeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import tools.jackson.databind.json.JsonMapper;

/** What the control API does to a lab's Git server. */
final class GitControls {
    private static final int SHOWN = 100;

    private final GitFace git;
    private final JsonMapper json;

    GitControls(GitFace git, JsonMapper json) {
        this.git = git;
        this.json = json;
    }

    Object call(String method, List<String> path, byte[] body) {
        try {
            if (method.equals("POST") && path.size() == 1) {
                git.repositories().create(json.readValue(body, RepositorySeed.class));
                return git.info();
            }
            if (method.equals("POST") && path.equals(List.of("git", "reachable"))) {
                git.reachable(json.readValue(body, Requests.Reachability.class).reachable());
                return Map.of();
            }
            if (path.size() >= 3) {
                var name = path.get(1) + "/" + path.get(2);
                if (method.equals("GET") && path.size() == 3) {
                    return branches(name);
                }
                if (method.equals("POST") && path.size() == 4 && path.get(3).equals("commits")) {
                    return commit(name, json.readValue(body, Requests.StrangersCommit.class));
                }
            }
            throw new NoSuchElementException("no such route: " + method + " " + String.join("/", path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One commit of a branch. */
    record Shown(String sha, String author, String committer, String message, List<String> parents) {}

    private Map<String, List<Shown>> branches(String name) throws IOException {
        try (var repository = git.repositories().need(name);
                var walk = new RevWalk(repository)) {
            var branches = new TreeMap<String, List<Shown>>();
            for (var ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                walk.reset();
                walk.markStart(walk.parseCommit(ref.getObjectId()));
                var commits = new ArrayList<Shown>();
                for (var commit : walk) {
                    if (commits.size() == SHOWN) {
                        break;
                    }
                    commits.add(shown(commit));
                }
                branches.put(ref.getName().substring(Constants.R_HEADS.length()), commits);
            }
            return branches;
        }
    }

    private static Shown shown(RevCommit commit) {
        return new Shown(
                commit.name(),
                commit.getAuthorIdent().getName(),
                commit.getCommitterIdent().getName(),
                commit.getFullMessage(),
                List.of(commit.getParents()).stream().map(RevCommit::name).toList());
    }

    private Map<String, String> commit(String name, Requests.StrangersCommit order) throws IOException {
        try (var repository = git.repositories().need(name)) {
            var commits = new Commits(repository);
            var branch = Objects.requireNonNullElseGet(order.branch(), () -> standard(repository));
            var head = commits.head(branch);
            var onto = order.onto() == null ? head : resolved(repository, order.onto());
            var files = new TreeMap<String, byte[]>();
            order.files().forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
            var author = Objects.requireNonNullElse(order.author(), "Stranger");
            var change = new Commits.Change(
                    files,
                    Objects.requireNonNullElse(order.gone(), List.of()),
                    Objects.requireNonNullElse(order.message(), "Change by a stranger"),
                    git.repositories().person(author, "stranger@example.net"),
                    null);
            return Map.of(
                    "sha",
                    commits.commit(branch, change, onto, !onto.equals(head)).name());
        }
    }

    private static String standard(Repository repository) {
        try {
            return Objects.requireNonNullElse(repository.getBranch(), "main");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectId resolved(Repository repository, String revision) throws IOException {
        var id = repository.resolve(revision);
        if (id == null) {
            throw new NoSuchElementException("no such revision: " + revision);
        }
        return id;
    }
}
