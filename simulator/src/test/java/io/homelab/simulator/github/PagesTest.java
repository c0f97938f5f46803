package io.homelab.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.git.RepositorySeed;
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

/** Lists a page at a time; clients follow the links and make no addresses of their own. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class PagesTest {
    private static final String COMMITS = "/repos/lab/homelab/commits";
    private static final Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"(\\w+)\"");

    @TempDir
    Path state;

    private GitHubInTest github;

    @BeforeEach
    void open() throws Exception {
        github = new GitHubInTest(state, new RepositorySeed("lab/homelab", null, null, Map.of("a/b.txt", "one\n")));
        for (int i = 0; i < 4; i++) {
            put("file-" + i + ".txt");
        }
    }

    @AfterEach
    void close() {
        github.close();
    }

    private record Page(List<String> shas, Map<String, String> links) {
        String to(String relation) {
            return Objects.requireNonNull(links.get(relation), relation);
        }
    }

    @Test
    void theLinksLeadThroughAllOfThem() throws Exception {
        var first = page(COMMITS + "?per_page=2&sha=main");
        var second = page(first.to("next"));
        var third = page(second.to("next"));

        assertThat(first.links).containsOnlyKeys("next", "last");
        assertThat(second.links).containsOnlyKeys("prev", "next", "last", "first");
        assertThat(third.links).containsOnlyKeys("prev", "first");
        assertThat(first.to("last")).isEqualTo(second.to("next"));
        assertThat(page(third.to("first"))).isEqualTo(page(second.to("prev")));
        assertThat(List.of(first.shas.size(), second.shas.size(), third.shas.size()))
                .containsExactly(2, 2, 1);
        assertThat(page(COMMITS).shas)
                .startsWith(first.shas.toArray(String[]::new))
                .endsWith(third.shas.toArray(String[]::new));
    }

    @Test
    void whatFitsHasNoLinksAndWhatIsBeyondIsEmpty() throws Exception {
        assertThat(page(COMMITS).links).isEmpty();
        assertThat(page(COMMITS + "?page=9").shas).isEmpty();
        assertThat(page(COMMITS + "?page=9").links).containsOnlyKeys("prev", "first");
    }

    @Test
    void aSizeThatIsNoneIsTheUsualOne() throws Exception {
        assertThat(page(COMMITS + "?per_page=many").shas).hasSize(5);
        assertThat(page(COMMITS + "?per_page=0").shas).hasSize(1);
    }

    private Page page(String path) throws Exception {
        var said = call("GET", path, "");
        assertThat(said.code()).isEqualTo(200);
        var links = new TreeMap<String, String>();
        var link = LINK.matcher(said.links());
        while (link.find()) {
            links.put(link.group(2), link.group(1));
        }
        return new Page(
                said.body()
                        .valueStream()
                        .map(commit -> commit.path("sha").asString())
                        .toList(),
                links);
    }

    private void put(String file) throws Exception {
        var made = call(
                "PUT",
                "/repos/lab/homelab/contents/" + file,
                "{'message': 'Add " + file + "', 'content': 'eA==', 'branch': 'main'}");
        assertThat(made.code()).isEqualTo(201);
    }

    private GitHubInTest.Said call(String method, String path, String body) throws Exception {
        return github.call("Bearer " + github.accounts().writer().password(), method, path, body);
    }
}
