package io.homelab.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.git.RepositorySeed;
import io.homelab.simulator.github.GitHubInTest.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pull requests as docs.github.com/rest/pulls has them. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class PullsTest {
    @TempDir
    Path state;

    private GitHubInTest github;
    private String token;

    @BeforeEach
    void open() throws Exception {
        github = new GitHubInTest(state, new RepositorySeed("lab/homelab", null, null, Map.of("a/b.txt", "one\n")));
        token = github.accounts().writer().password();
        branch("one");
        branch("two");
    }

    @AfterEach
    void close() {
        github.close();
    }

    private Said call(String method, String path, String body) throws Exception {
        return github.call("Bearer " + token, method, "/repos/lab/homelab/" + path, body);
    }

    private String head(String branch) throws Exception {
        return call("GET", "git/ref/heads/" + branch, "").text("/object/sha");
    }

    private void branch(String name) throws Exception {
        call("POST", "git/refs", "{'ref':'refs/heads/" + name + "','sha':'" + head("main") + "'}");
        commit(name, name);
    }

    private void commit(String branch, String text) throws Exception {
        var sha = call("GET", "contents/a/b.txt?ref=" + branch, "").text("/sha");
        var content = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        var put = call(
                "PUT",
                "contents/a/b.txt",
                "{'message':'" + text + " on " + branch + "','content':'" + content + "','branch':'" + branch
                        + "','sha':'" + sha + "'}");
        assertThat(put.code()).isEqualTo(200);
    }

    private Said opened(String branch) throws Exception {
        return call("POST", "pulls", "{'title':'Take " + branch + "','head':'" + branch + "','base':'main'}");
    }

    private String mergeability() throws Exception {
        call("GET", "pulls/1", "");
        return call("GET", "pulls/1", "").text("/mergeable_state");
    }

    @Test
    void itIsMergedOnceAndOnlyAsItWasSeen() throws Exception {
        var main = head("main");
        assertThat(opened("one").code()).isEqualTo(201);
        assertThat(call("PUT", "pulls/1/merge", "{'sha':'" + main + "'}").code())
                .isEqualTo(409);
        var merge = "{'sha':'" + head("one") + "','merge_method':'squash'}";
        var merged = call("PUT", "pulls/1/merge", merge);
        assertThat(merged.code()).isEqualTo(200);
        assertThat(head("main")).isEqualTo(merged.text("/sha"));
        var commit = call("GET", "git/commits/" + merged.text("/sha"), "");
        assertThat(commit.text("/message")).startsWith("Take one (#1)");
        assertThat(commit.body().path("parents")).hasSize(1);
        assertThat(call("PUT", "pulls/1/merge", merge).code()).isEqualTo(405);
        var shown = call("GET", "pulls/1", "");
        assertThat(shown.text("/merge_commit_sha")).isEqualTo(merged.text("/sha"));
        assertThat(shown.text("/merged_by/login")).isEqualTo("homelab");
        assertThat(call("GET", "pulls/1/merge", "").code()).isEqualTo(204);
    }

    @Test
    void whetherItFitsIsKnownTheNextTimeSomebodyAsks() throws Exception {
        var made = opened("one");
        assertThat(made.body().path("mergeable").isNull()).isTrue();
        assertThat(made.text("/mergeable_state")).isEqualTo("unknown");
        var shown = call("GET", "pulls/1", "");
        assertThat(shown.body().path("mergeable").asBoolean()).isTrue();
        assertThat(shown.text("/mergeable_state")).isEqualTo("clean");
        assertThat(shown.text("/merge_commit_sha")).hasSize(40).isNotEqualTo(head("main"));
        commit("main", "other");
        assertThat(call("GET", "pulls/1", "").text("/mergeable_state")).isEqualTo("unknown");
        assertThat(call("GET", "pulls/1", "").text("/mergeable_state")).isEqualTo("dirty");
        assertThat(call("PUT", "pulls/1/merge", "{}").text("/message")).isEqualTo("Pull Request is not mergeable");
    }

    @Test
    void aListSaysNotWhetherItIsMergedAndTakesAHeadOnlyWithItsOwner() throws Exception {
        opened("one");
        opened("two");
        var all = call("GET", "pulls?state=all&head=one", "").body();
        assertThat(all).hasSize(2);
        var one = call("GET", "pulls?state=all&head=lab:one&base=main", "").body();
        assertThat(one).hasSize(1);
        assertThat(one.path(0).has("merged")).isFalse();
        assertThat(one.path(0).has("mergeable_state")).isFalse();
        assertThat(one.path(0).path("merged_at").isNull()).isTrue();
        assertThat(call("GET", "pulls?head=else:one", "").body()).isEmpty();
    }

    @Test
    void whatCannotBeOneIsSaidWithItsField() throws Exception {
        opened("one");
        var twice = opened("one");
        assertThat(twice.code()).isEqualTo(422);
        assertThat(twice.text("/message")).isEqualTo("Validation Failed");
        assertThat(twice.text("/errors/0/message")).isEqualTo("A pull request already exists for lab:one.");
        assertThat(opened("none").text("/errors/0/field")).isEqualTo("head");
        call("POST", "git/refs", "{'ref':'refs/heads/same','sha':'" + head("main") + "'}");
        assertThat(opened("same").text("/errors/0/message")).isEqualTo("No commits between main and same");
    }

    @Test
    void withoutItsBranchItIsClosedAndStaysSo() throws Exception {
        opened("one");
        var sha = head("one");
        assertThat(call("DELETE", "git/refs/heads/one", "").code()).isEqualTo(204);
        assertThat(call("GET", "pulls/1", "").text("/state")).isEqualTo("closed");
        assertThat(call("GET", "pulls/1", "").text("/head/sha")).isEqualTo(sha);
        assertThat(call("PATCH", "pulls/1", "{'state':'open'}").code()).isEqualTo(422);
        call("POST", "git/refs", "{'ref':'refs/heads/one','sha':'" + sha + "'}");
        assertThat(call("PATCH", "pulls/1", "{'state':'open'}").text("/state")).isEqualTo("open");
    }

    @Test
    void aProtectedBranchWantsReviewsAndChecksOfAllButItsOwner() throws Exception {
        opened("one");
        var protection = """
                {'required_pull_request_reviews':{'required_approving_review_count':1},'restrictions':null,
                 'required_status_checks':{'strict':true,'contexts':['ci']},'enforce_admins':false}
                """;
        assertThat(call("PUT", "branches/main/protection", protection).code()).isEqualTo(404);
        token = github.accounts().owner().password();
        assertThat(call("PUT", "branches/main/protection", protection).code()).isEqualTo(200);
        var main = call("GET", "branches/main", "");
        assertThat(main.body().path("protected").asBoolean()).isTrue();
        assertThat(main.text("/protection_url")).endsWith("/branches/main/protection");
        assertThat(mergeability()).isEqualTo("blocked");
        token = github.accounts().writer().password();
        assertThat(call("PUT", "pulls/1/merge", "{}").text("/message"))
                .isEqualTo("At least 1 approving review is required by reviewers with write access.");
        assertThat(call("POST", "pulls/1/reviews", "{'event':'APPROVE'}").code())
                .isEqualTo(422);
        token = github.accounts().owner().password();
        assertThat(call("POST", "pulls/1/reviews", "{'event':'APPROVE'}").code())
                .isEqualTo(200);
        token = github.accounts().writer().password();
        assertThat(call("PUT", "pulls/1/merge", "{}").text("/message"))
                .isEqualTo("Required status check \"ci\" is expected.");
        call("POST", "statuses/" + head("one"), "{'state':'success','context':'ci'}");
        assertThat(mergeability()).isEqualTo("clean");
        commit("main", "one");
        assertThat(mergeability()).isEqualTo("behind");
        assertThat(call("PUT", "pulls/1/merge", "{}").code()).isEqualTo(405);
        token = github.accounts().owner().password();
        assertThat(call("PUT", "pulls/1/merge", "{}").code()).isEqualTo(200);
        assertThat(call("DELETE", "branches/main/protection", "").code()).isEqualTo(204);
        assertThat(call("GET", "branches/main", "").body().path("protected").asBoolean())
                .isFalse();
    }
}
