package io.homelab.simulator.github;

import io.homelab.simulator.git.GitFace;
import io.homelab.simulator.git.RepositorySeed;
import io.homelab.simulator.web.Authority;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated GitHub over a Git server with some repositories, as somebody who calls it sees it. */
final class GitHubInTest implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WebServer web = new WebServer();
    private final DiskWorld world;
    private final GitFace git;
    private final GitHubFace github;
    private final Authority authority;

    GitHubInTest(Path state, RepositorySeed... repositories) throws IOException {
        world = new Worlds(state, List.of()).create(WorldOptions.of("github", 0.002));
        git = GitFace.open(world, List.of(repositories), web);
        authority = new Authority(world.store(), "authority of the test");
        github = GitHubFace.open(world, git, web, authority);
    }

    /** @param links the header Link, empty when there is none */
    record Said(int code, JsonNode body, String links) {
        String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    DiskWorld world() {
        return world;
    }

    /** Who may call it. */
    GitFace.Info accounts() {
        return git.info();
    }

    /**
     * @param path behind the address of the API, or all of an address that it gave
     * @param body JSON with single quotes
     */
    Said call(String authorization, String method, String path, String body) throws Exception {
        try (var client = HttpClient.newBuilder()
                .sslContext(Authority.trusting(List.of(authority.certificate())))
                .build()) {
            var response = client.send(
                    HttpRequest.newBuilder(URI.create(path.startsWith("/") ? github.url() + path : path))
                            .header("Authorization", authorization)
                            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Said(
                    response.statusCode(),
                    response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body()),
                    response.headers().firstValue("Link").orElse(""));
        }
    }

    @Override
    public void close() {
        github.close();
        git.close();
        world.close();
        web.close();
    }
}
