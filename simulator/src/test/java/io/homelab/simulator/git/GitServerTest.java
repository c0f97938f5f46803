package io.homelab.simulator.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class GitServerTest {
    @TempDir
    Path state;

    @TempDir
    Path work;

    private WebServer web;
    private DiskWorld world;
    private GitFace git;

    @BeforeEach
    void open() throws IOException {
        var seeded = state.resolve("seed/apps/one");
        Files.createDirectories(seeded);
        Files.writeString(seeded.resolve("a.yaml"), "a: 1\n");
        web = new WebServer();
        world = new Worlds(state.resolve("worlds"), List.of()).create(WorldOptions.of("git", 0.01));
        git = GitFace.open(
                world,
                List.of(
                        RepositorySeed.STANDARD,
                        new RepositorySeed("lab/seeded", "main", state.resolve("seed"), Map.of("README", "hello\n"))),
                web);
    }

    @AfterEach
    void close() {
        git.close();
        world.close();
        web.close();
    }

    private String url(GitAccount account, String repository) {
        return git.url().replace("://", "://" + account.username() + ":" + account.password() + "@") + "/" + repository
                + ".git";
    }

    private GitCommand clone(String repository) throws Exception {
        var into = work.resolve("clone-" + work.toFile().list().length);
        new GitCommand(work)
                .must(
                        "clone",
                        "-q",
                        url(git.info().writer(), repository),
                        into.getFileName().toString());
        return new GitCommand(into);
    }

    private void commit(GitCommand clone, String file, String text) throws Exception {
        Files.writeString(clone.directory().resolve(file), text);
        clone.must("add", "-A");
        clone.must("commit", "-q", "-m", file);
    }

    /** What no compression makes small. */
    private static String random(int bytes) {
        var random = new byte[bytes];
        new java.util.Random(1).nextBytes(random);
        return java.util.Base64.getEncoder().encodeToString(random);
    }

    @Test
    void anEmptyRepositoryTakesPushesAndGivesThemBack() throws Exception {
        var one = clone("lab/homelab");
        one.must("checkout", "-q", "-b", "main");
        commit(one, "a.txt", "1\n");
        one.must("push", "-q", "origin", "main");
        // Above git's post buffer the body comes chunked.
        commit(one, "large.txt", random(2_000_000));
        one.must("push", "-q", "origin", "main");
        var two = clone("lab/homelab");
        assertThat(two.directory().resolve("a.txt")).hasContent("1");
        commit(one, "b.txt", "2\n");
        one.must("tag", "v1");
        one.must("push", "-q", "origin", "main", "v1");
        two.must("fetch", "-q", "--tags");
        assertThat(two.must("rev-parse", "origin/main")).isEqualTo(one.must("rev-parse", "v1"));
        assertThat(world.calls().since(0)).anySatisfy(call -> {
            assertThat(call.system()).isEqualTo("git");
            assertThat(call.operation()).isEqualTo("POST /{repository}/git-receive-pack");
            assertThat(call.target()).isEqualTo("lab/homelab");
            assertThat(call.committed()).isTrue();
            assertThat(call.client()).isEqualTo("homelab");
            assertThat(call.details().get("refs"))
                    .startsWith("refs/heads/main ")
                    .endsWith(" CREATE OK");
        });
    }

    @Test
    void aSeededRepositoryHasItsFilesAndOldProtocolsWorkToo() throws Exception {
        new GitCommand(work)
                .must("-c", "protocol.version=0", "clone", "-q", url(git.info().reader(), "lab/seeded"), "old");
        assertThat(work.resolve("old/apps/one/a.yaml")).hasContent("a: 1");
        assertThat(work.resolve("old/README")).hasContent("hello");
    }

    @Test
    void theReaderMayNotPushAndStrangersMayNothing() throws Exception {
        var here = new GitCommand(work);
        assertThat(here.run("ls-remote", git.url() + "/lab/seeded.git").text()).contains("could not read Username");
        assertThat(here.run("ls-remote", url(git.info().reader(), "lab/none")).text())
                .contains("not found");
        var one = clone("lab/seeded");
        commit(one, "b", "2\n");
        var refused = one.run("push", url(git.info().reader(), "lab/seeded"), "main");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.text()).contains("403");
    }

    @Test
    void aPushThatIsBehindIsRejectedAndAStrangerMayForce() throws Exception {
        var one = clone("lab/seeded");
        var two = clone("lab/seeded");
        commit(one, "b", "1\n");
        one.must("push", "-q", "origin", "main");
        commit(two, "b", "2\n");
        assertThat(two.run("push", "origin", "main").text()).contains("rejected");
        try (var repository = git.repositories().need("lab/seeded")) {
            var commits = new Commits(repository);
            var first = java.util.Objects.requireNonNull(repository.resolve("main~1"));
            var change = new Commits.Change(
                    Map.of("c", new byte[] {'3'}),
                    List.of(),
                    "rewritten",
                    git.repositories().person("Eve", "eve@example.net"),
                    null);
            var forced = commits.commit("main", change, first, true);
            one.must("fetch", "-q");
            assertThat(one.must("rev-parse", "origin/main")).isEqualTo(forced.name());
        }
    }

    @Test
    void aPushWhoseAnswerIsLostHasHappened() throws Exception {
        var one = clone("lab/seeded");
        commit(one, "b", "1\n");
        world.faults()
                .arm(new Faults.Fault(
                        Faults.Kind.DROP_REPLY,
                        "git",
                        "POST /{repository}/git-receive-pack",
                        null,
                        0,
                        1,
                        0,
                        "",
                        Duration.ZERO));
        assertThat(one.run("push", "origin", "main").code()).isNotZero();
        var said = one.must("ls-remote", "origin", "main");
        assertThat(said).startsWith(one.must("rev-parse", "main"));
    }

    @Test
    void aServerThatIsGoneRefusesConnectionsUntilItIsBack() throws Exception {
        var one = clone("lab/seeded");
        git.reachable(false);
        assertThat(one.run("fetch").text()).contains("connect to server");
        git.reachable(true);
        one.must("fetch", "-q");
    }
}
