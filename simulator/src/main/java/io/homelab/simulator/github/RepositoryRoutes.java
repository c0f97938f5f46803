package io.homelab.simulator.github;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.revwalk.RevWalk;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The repository itself, its branches and its commits. */
final class RepositoryRoutes implements Call.Routes {

    private final Protections protections;

    RepositoryRoutes(Protections protections) {
        this.protections = protections;
    }

    @Override
    public Optional<Call.Answer> answer(Call call) throws IOException {
        if (call.method().equals("GET") && call.path().isEmpty()) {
            return Optional.of(Call.Answer.ok(repository(call)));
        }
        if (call.route(1).equals("GET branches") && call.path().size() > 1) {
            var commit = Shas.commit(call.repository(), "heads/" + call.rest(1));
            var branch = Call.object()
                    .put("name", call.rest(1))
                    .put("protected", protections.isOn(call, call.rest(1)))
                    .put("protection_url", call.url() + "/branches/" + call.rest(1) + "/protection");
            branch.set("commit", wrapped(call, Shas.shown(call, commit)));
            return Optional.of(Call.Answer.ok(branch));
        }
        if (call.route(1).equals("GET commits") && call.path().size() == 1) {
            return Optional.of(Pages.of(call, history(call)));
        }
        if (call.route(1).equals("GET commits") && call.path().size() == 2) {
            var commit = Shas.commit(call.repository(), call.path().get(1));
            return Optional.of(Call.Answer.ok(wrapped(call, Shas.shown(call, commit))));
        }
        return Optional.empty();
    }

    private static ObjectNode repository(Call call) throws IOException {
        var slash = call.name().indexOf('/');
        var shown = Call.object()
                .put("id", Math.abs(call.name().hashCode()))
                .put("name", call.name().substring(slash + 1))
                .put("full_name", call.name())
                .put("private", true)
                .put("url", call.url())
                .put("html_url", call.url())
                .put("default_branch", Shas.branch(call.repository()));
        shown.putObject("owner").put("login", call.name().substring(0, slash)).put("id", 1);
        return shown;
    }

    private static ObjectNode wrapped(Call call, ObjectNode commit) {
        var sha = commit.path("sha").asString("");
        var wrapped = Call.object().put("sha", sha).put("url", call.url() + "/commits/" + sha);
        wrapped.set("commit", commit);
        wrapped.set("parents", commit.path("parents"));
        return wrapped;
    }

    private static ArrayNode history(Call call) throws IOException {
        var list = JsonNodeFactory.instance.arrayNode();
        var from = Shas.commit(call.repository(), call.query("sha").orElse(Shas.branch(call.repository())));
        try (var walk = new RevWalk(call.repository())) {
            walk.markStart(walk.parseCommit(from));
            for (var commit : walk) {
                list.add(wrapped(call, Shas.shown(call, commit)));
            }
        }
        return list;
    }
}
