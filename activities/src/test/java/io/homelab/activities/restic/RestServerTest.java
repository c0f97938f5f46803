package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A repository behind a real REST server, which asks for a password, deletes nothing but locks, and has a certificate of its own. */
@SuppressWarnings("NullAway.Init")
class RestServerTest extends OnAnotherServer {
    /** With what a URL would take for its own. */
    private static final String LOGIN = "p@ss:w/rd %of+the?test";

    private static String ca;

    @BeforeAll
    static void serve() throws IOException {
        var tls = ServerInTest.certificate(directory);
        ca = Files.readString(tls.get("certificate"));
        server = new ServerInTest(
                directory,
                "restic",
                repository.local().toString(),
                "--user=me",
                "--pass=" + LOGIN,
                "--append-only",
                "--cache-objects=false", // what the test does to files behind its back is seen at once
                "--cert=" + tls.get("certificate"),
                "--key=" + tls.get("key"));
    }

    @Override
    List<String> access() throws IOException {
        Files.writeString(home.resolve("login"), LOGIN);
        Files.writeString(home.resolve("ca.pem"), ca);
        return List.of(
                "repository: rest:https://127.0.0.1:" + server.port() + "/",
                "login: {user: me, password: 'file:" + home.resolve("login") + "'}",
                "ca: ca.pem");
    }

    @Override
    String readOperation() {
        return "GET /{type}/{name}";
    }

    @Test
    void aWrongPasswordIsSaidAtOnceAndNeverShown() throws Exception {
        var lab = lab();
        Files.writeString(home.resolve("login"), "another-password");

        assertThatThrownBy(() -> read(lab, "one"))
                .hasMessage("the REST server refuses us: 401")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(FailureClass.AUTH))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("another-password"));
    }

    @Test
    void aPathWithoutARepositoryIsNoEmptyOne() throws Exception {
        var lab = lab().with(server.port() + "/", server.port() + "/nothing/");

        assertThatThrownBy(() -> read(lab, "one"))
                .hasMessage("there is no restic repository")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(FailureClass.CONFIG));
    }

    @Test
    void aServerThatNobodyVouchesForIsNotAsked() throws Exception {
        var lab = lab().with("      ca: ca.pem\n", "");

        assertThatThrownBy(() -> read(lab, "one"))
                .hasMessageStartingWith("the server's certificate is not trusted")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(FailureClass.CONFIG));
    }
}
