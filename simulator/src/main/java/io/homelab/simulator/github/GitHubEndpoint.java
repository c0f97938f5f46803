package io.homelab.simulator.github;

import io.homelab.simulator.git.GitAccount;
import io.homelab.simulator.git.GitFace;
import io.homelab.simulator.web.Endpoint;
import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Observed;
import io.homelab.simulator.web.Observed.Outcome;
import io.homelab.simulator.web.Reply;
import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Faults.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /repos/OWNER/NAME/…}, also below {@code /api/v3}, with {@code token} or {@code Bearer}. */
final class GitHubEndpoint implements Endpoint {
    private static final List<String> WRITES = List.of("POST", "PUT", "PATCH", "DELETE");

    private final GitFace git;
    private final String url;
    private final Observed observed;
    private final List<Call.Routes> routes;
    private final JsonMapper json = JsonMapper.builder().build();

    GitHubEndpoint(DiskWorld world, GitFace git, String url) {
        this.git = git;
        this.url = url;
        observed = new Observed("github", world.faults(), world.calls(), world.physics());
        var records = new Records(world);
        var protections = new Protections(records);
        routes = List.of(
                protections,
                new RepositoryRoutes(protections),
                new ContentsRoutes(),
                new GitDataRoutes(),
                new PullRoutes(records, protections),
                new StatusRoutes(records),
                new DeploymentRoutes(records),
                new ActionsRoutes(records));
    }

    @Override
    public Reply answer(Exchange exchange) {
        var segments = exchange.segments();
        var path = segments.size() > 1 && segments.subList(0, 2).equals(List.of("api", "v3"))
                ? segments.subList(2, segments.size())
                : segments;
        var repository = path.size() > 2 && path.getFirst().equals("repos") ? path.get(1) + "/" + path.get(2) : "";
        var below = repository.isEmpty() ? path : path.subList(3, path.size());
        var operation = exchange.method() + " "
                + (repository.isEmpty() ? "/" : "/repos/{owner}/{repo}/")
                + String.join("/", below.subList(0, Math.min(2, below.size())));
        return observed.run(
                new Observed.Subject(
                        operation, repository, WRITES.contains(exchange.method()), exchange.header(CallLog.BAGGAGE)),
                new Observed.Work() {
                    @Override
                    public Outcome run(Optional<Fault> fault) {
                        return serve(exchange, repository, below);
                    }

                    @Override
                    public Reply refuse(Fault fault) {
                        return problem(fault.status(), fault.message());
                    }
                });
    }

    private Outcome serve(Exchange exchange, String name, List<String> path) {
        var account = GitAccount.proven(
                git.accounts(), exchange.header("Authorization").orElse(""));
        if (account.isEmpty()) {
            return Outcome.of(problem(401, "Bad credentials"), false, "anonymous");
        }
        var who = account.get();
        try {
            if (name.isEmpty()) {
                return Outcome.of(global(path, who), false, who.username());
            }
            if (WRITES.contains(exchange.method()) && !who.writes()) {
                throw new GitHubError(403, "Resource not accessible by personal access token");
            }
            try (var repository = git.repositories().find(name).orElseThrow(GitHubError::notFound)) {
                var call = new Call(
                        exchange.method(),
                        name,
                        path,
                        exchange.query(),
                        body(exchange),
                        repository,
                        url + "/repos/" + name,
                        git.repositories().person(who.username(), who.username() + "@users.noreply.example.net"));
                for (var each : routes) {
                    var answer = each.answer(call);
                    if (answer.isPresent()) {
                        return Outcome.of(reply(answer.get()), answer.get().committed(), who.username());
                    }
                }
            }
            throw GitHubError.notFound();
        } catch (GitHubError e) {
            var problem = object(e.status(), String.valueOf(e.getMessage()));
            e.detail().ifPresent(detail -> problem.putArray("errors").add(detail));
            return Outcome.of(Reply.json(e.status(), json.writeValueAsString(problem)), false, who.username());
        } catch (JacksonException e) {
            return Outcome.of(problem(400, "Problems parsing JSON"), false, who.username());
        } catch (IOException e) {
            return Outcome.of(problem(500, "Server Error: " + e.getMessage()), false, who.username());
        }
    }

    private Reply reply(Call.Answer answer) {
        var reply = answer.status() == 204
                ? Reply.of(204, "application/json", new byte[0])
                : Reply.json(answer.status(), json.writeValueAsString(answer.body()));
        for (var header : answer.headers().entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    private Reply global(List<String> path, GitAccount who) {
        if (path.equals(List.of("user"))) {
            return Reply.json(
                    200,
                    json.writeValueAsString(
                            Call.object().put("login", who.username()).put("id", 1)));
        }
        throw GitHubError.notFound();
    }

    private JsonNode body(Exchange exchange) {
        var bytes = exchange.bytes();
        return bytes.length == 0 ? JsonNodeFactory.instance.objectNode() : json.readTree(bytes);
    }

    private Reply problem(int status, String message) {
        return Reply.json(status, json.writeValueAsString(object(status, message)));
    }

    private static ObjectNode object(int status, String message) {
        return Call.object()
                .put("message", message)
                .put("documentation_url", "https://docs.github.com/rest")
                .put("status", Integer.toString(status));
    }
}
