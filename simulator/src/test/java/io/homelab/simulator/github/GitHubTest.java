package io.homelab.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.git.RepositorySeed;
import io.homelab.simulator.github.GitHubInTest.Said;
import io.homelab.simulator.talos.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class GitHubTest {
    private static final String NONE = "0".repeat(40);

    @TempDir
    Path state;

    private GitHubInTest github;
    private String authorization;

    @BeforeEach
    void open() throws IOException {
        github = new GitHubInTest(
                state,
                new RepositorySeed("lab/empty", null, null, null),
                new RepositorySeed(
                        "lab/homelab",
                        null,
                        null,
                        Map.of("a/b.txt", "one\n", ".github/workflows/go.yml", "on: {workflow_dispatch: {}}")));
        authorization = "token " + github.accounts().writer().password();
    }

    @AfterEach
    void close() {
        github.close();
    }

    private Said call(String method, String path, String body) throws Exception {
        return github.call(authorization, method, "/api/v3/repos/lab/" + path, body);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileIsReplacedOnlyByWhoHasSeenIt() throws Exception {
        var file = call("GET", "homelab/contents/a/b.txt?ref=main", "");
        assertThat(new String(Base64.getMimeDecoder().decode(file.text("/content")), StandardCharsets.UTF_8))
                .isEqualTo("one\n");
        var put = "{'message':'two','content':'" + base64("two\n") + "','branch':'main','sha':'";
        var done = call("PUT", "homelab/contents/a/b.txt", put + file.text("/sha") + "'}");
        assertThat(done.code()).isEqualTo(200);
        assertThat(done.text("/commit/message")).isEqualTo("two");
        var late = call("PUT", "homelab/contents/a/b.txt", put + file.text("/sha") + "'}");
        assertThat(late.code()).isEqualTo(409);
        assertThat(late.text("/message"))
                .isEqualTo("a/b.txt is at " + done.text("/content/sha") + " but expected " + file.text("/sha"));
        assertThat(call("PUT", "homelab/contents/a/b.txt", put + "'}").code()).isEqualTo(422);
        assertThat(call("GET", "homelab/contents/a", "").body()).hasSize(1);
        assertThat(call("GET", "homelab/contents/none", "").text("/message")).isEqualTo("Not Found");
        assertThat(call("PUT", "empty/contents/x", "{'message':'m','content':''}")
                        .code())
                .isEqualTo(201);
        assertThat(github.world().calls().since(0)).anySatisfy(made -> {
            assertThat(made.system()).isEqualTo("github");
            assertThat(made.operation()).isEqualTo("PUT /repos/{owner}/{repo}/contents/a");
            assertThat(made.committed()).isTrue();
        });
    }

    @Test
    void manyFilesAreCommittedAtOnceAndBranchesOnlyMoveForward() throws Exception {
        assertThat(call("GET", "empty/commits/main", "").code()).isEqualTo(409);
        var head = call("GET", "homelab/git/ref/heads/main", "").text("/object/sha");
        var base = call("GET", "homelab/git/commits/" + head, "").text("/tree/sha");
        var blob = call("POST", "homelab/git/blobs", "{'content':'" + base64("x") + "','encoding':'base64'}");
        var tree = call(
                "POST",
                "homelab/git/trees",
                "{'base_tree':'" + base + "','tree':[{'path':'x','mode':'100644','type':'blob','sha':'"
                        + blob.text("/sha") + "'},{'path':'y','content':'y'},{'path':'a/b.txt','sha':null}]}");
        assertThat(tree.code()).isEqualTo(201);
        var commit = call(
                "POST",
                "homelab/git/commits",
                "{'message':'all','tree':'" + tree.text("/sha") + "','parents':['" + head + "']}");
        var move = "{'force':false,'sha':'" + commit.text("/sha") + "'}";
        assertThat(call("PATCH", "homelab/git/refs/heads/main", move).code()).isEqualTo(200);
        var back = call("PATCH", "homelab/git/refs/heads/main", "{'sha':'" + head + "'}");
        assertThat(back.code()).isEqualTo(422);
        assertThat(back.text("/message")).isEqualTo("Update is not a fast forward");
        assertThat(call("GET", "homelab/git/trees/main?recursive=1", "")
                        .body()
                        .path("tree")
                        .valueStream()
                        .map(entry -> entry.path("path").asString("")))
                .contains("x", "y")
                .doesNotContain("a/b.txt");
        assertThat(call("POST", "homelab/git/commits", "{'message':'m','tree':'" + NONE + "'}")
                        .code())
                .isEqualTo(422);
    }

    @Test
    void deploymentsStatusesAndRunsAreKept() throws Exception {
        var first = call("POST", "homelab/deployments", "{'ref':'main','environment':'prod'}");
        assertThat(first.code()).isEqualTo(201);
        var second = call("POST", "homelab/deployments", "{'ref':'main','environment':'prod'}");
        for (var deployment : List.of(first, second)) {
            var path = "homelab/deployments/" + deployment.body().path("id").asInt() + "/statuses";
            assertThat(call("POST", path, "{'state':'success'}").code()).isEqualTo(201);
        }
        assertThat(call("GET", "homelab/deployments/1/statuses", "").text("/0/state"))
                .isEqualTo("inactive");
        assertThat(call("POST", "homelab/deployments/1/statuses", "{'state':'odd'}")
                        .code())
                .isEqualTo(422);
        var nobodys = call("POST", "homelab/deployments", "{'ref':'" + NONE.replace("00", "01") + "'}");
        assertThat(nobodys.code()).isEqualTo(422);
        assertThat(nobodys.text("/message")).startsWith("No ref found for: 01");
        var sha = first.text("/sha");
        assertThat(call("POST", "homelab/statuses/" + sha, "{'state':'pending','context':'soak'}")
                        .code())
                .isEqualTo(201);
        assertThat(call("GET", "homelab/commits/" + sha + "/status", "").text("/state"))
                .isEqualTo("pending");
        assertThat(call("POST", "homelab/actions/workflows/none.yml/dispatches", "{'ref':'main'}")
                        .code())
                .isEqualTo(404);
        var run = call(
                "POST",
                "homelab/actions/workflows/go.yml/dispatches",
                "{'ref':'main','inputs':{'x':'y'},'return_run_details':true}");
        assertThat(run.code()).isEqualTo(200);
        var id = run.body().path("workflow_run_id").asInt();
        Eventually.get(() -> call("GET", "homelab/actions/runs/" + id, "")
                .text("/conclusion")
                .equals("success"));
    }

    @Test
    void theReaderMayNotWriteAndStrangersMayNothing() throws Exception {
        authorization = "Bearer " + github.accounts().reader().password();
        assertThat(call("GET", "homelab", "").text("/default_branch")).isEqualTo("main");
        assertThat(call("POST", "homelab/deployments", "{'ref':'main'}").code()).isEqualTo(403);
        authorization = "Bearer wrong";
        assertThat(call("GET", "homelab", "").text("/message")).isEqualTo("Bad credentials");
    }
}
