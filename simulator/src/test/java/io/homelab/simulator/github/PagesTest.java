package io.homelab.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.git.GitFace;
import io.homelab.simulator.git.RepositorySeed;
import io.homelab.simulator.web.Authority;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists a page at a time; clients follow the links and make no addresses of their own. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class PagesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"(\\w+)\"");

    @TempDir
    Path state;

    private WebServer web;
    private DiskWorld world;
    private GitFace git;
    private GitHubFace github;
    private HttpClient client;
    private String commits;

    @BeforeEach
    void open() throws Exception {
        web = new WebServer();
        world = new Worlds(state, List.of()).create(WorldOptions.of("pages", 0.002));
        git = GitFace.open(
                world, List.of(new RepositorySeed("lab/homelab", null, null, Map.of("a/b.txt", "one\n"))), web);
        var authority = new Authority(world.store(), "authority of the test");
        github = GitHubFace.open(world, git, web, authority);
        client = HttpClient.newBuilder()
                .sslContext(Authority.trusting(List.of(authority.certificate())))
                .build();
        commits = github.url() + "/repos/lab/homelab/commits";
        for (int i = 0; i < 4; i++) {
            put("file-" + i + ".txt");
        }
    }

    @AfterEach
    void close() {
        client.close();
        github.close();
        git.close();
        world.close();
        web.close();
    }

    private record Page(List<String> shas, Map<String, String> links) {
        String to(String relation) {
            return Objects.requireNonNull(links.get(relation), relation);
        }
    }

    @Test
    void theLinksLeadThroughAllOfThem() throws Exception {
        var first = page(commits + "?per_page=2&sha=main");
        var second = page(first.to("next"));
        var third = page(second.to("next"));

        assertThat(first.links).containsOnlyKeys("next", "last");
        assertThat(second.links).containsOnlyKeys("prev", "next", "last", "first");
        assertThat(third.links).containsOnlyKeys("prev", "first");
        assertThat(first.to("last")).isEqualTo(second.to("next"));
        assertThat(page(third.to("first"))).isEqualTo(page(second.to("prev")));
        assertThat(List.of(first.shas.size(), second.shas.size(), third.shas.size()))
                .containsExactly(2, 2, 1);
        assertThat(page(commits).shas)
                .startsWith(first.shas.toArray(String[]::new))
                .endsWith(third.shas.toArray(String[]::new));
    }

    @Test
    void whatFitsHasNoLinksAndWhatIsBeyondIsEmpty() throws Exception {
        assertThat(page(commits).links).isEmpty();
        assertThat(page(commits + "?page=9").shas).isEmpty();
        assertThat(page(commits + "?page=9").links).containsOnlyKeys("prev", "first");
    }

    @Test
    void aSizeThatIsNoneIsTheUsualOne() throws Exception {
        assertThat(page(commits + "?per_page=many").shas).hasSize(5);
        assertThat(page(commits + "?per_page=0").shas).hasSize(1);
    }

    private Page page(String url) throws Exception {
        var response = send(request(url).GET());
        assertThat(response.statusCode()).isEqualTo(200);
        var links = new TreeMap<String, String>();
        var header = LINK.matcher(response.headers().firstValue("Link").orElse(""));
        while (header.find()) {
            links.put(header.group(2), header.group(1));
        }
        return new Page(
                JSON.readTree(response.body())
                        .valueStream()
                        .map((JsonNode commit) -> commit.path("sha").asString())
                        .toList(),
                links);
    }

    private void put(String file) throws Exception {
        var made = send(request(github.url() + "/repos/lab/homelab/contents/" + file)
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"message\":\"Add " + file + "\",\"content\":\"eA==\",\"branch\":\"main\"}")));
        assertThat(made.statusCode()).isEqualTo(201);
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + git.info().writer().password());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
