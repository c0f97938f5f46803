package io.homelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.Typed.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Flag over environment over profile over default, and a command that says which it was. */
class SettingsTest {
    private static final String TIMEOUT = "HOMELAB_CLUSTER_BOOTSTRAP_TIMEOUT";

    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void aHome() {
        typed = new Typed(home);
    }

    @Test
    void aFlagWinsOverTheEnvironmentWhichWinsOverTheProfileWhichWinsOverTheDefault() throws IOException {
        assertThat(timeout()).isEqualTo("0 default");
        profile("default", TIMEOUT + "=5\n");
        assertThat(timeout()).isEqualTo("5 profile " + home.resolve(".config/homelab/default.profile") + " " + TIMEOUT);
        typed.with(TIMEOUT, "6");
        assertThat(timeout()).isEqualTo("6 environment " + TIMEOUT);
        assertThat(timeout("--timeout", "7")).isEqualTo("7 command line");
    }

    @Test
    void theLongerNameWinsOverTheSharedOne() {
        typed.with("HOMELAB_OUTPUT", "yaml").with("HOMELAB_CLUSTER_BOOTSTRAP_OUTPUT", "json");

        assertThat(explained("cluster", "bootstrap", "dev").path("schema").asString())
                .isEqualTo("homelab/config/v1");
        assertThat(value(explained("cluster", "bootstrap", "dev"), "--output"))
                .isEqualTo("json environment HOMELAB_CLUSTER_BOOTSTRAP_OUTPUT");
    }

    @Test
    void anExplanationNeedsNoParametersAndRunsNothing() {
        var said = typed.with("HOMELAB_CLUSTER_DESTROY_YES", "true").run("cluster", "destroy", "--explain-config");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out())
                .contains("WHAT", "VALUE", "FROM", "ENVIRONMENT")
                .containsPattern("--yes +true +environment HOMELAB_CLUSTER_DESTROY_YES")
                .containsPattern("--confirm +- +default +HOMELAB_CLUSTER_DESTROY_CONFIRM")
                .containsPattern("lab file +\\S+/lab.yaml +default +HOMELAB_LAB")
                .contains("this machine's own");
    }

    @Test
    void aSwitchThatTheEnvironmentSetsStaysOnWhenItIsTypedAndCanBeSwitchedOff() {
        typed.with("HOMELAB_SERVER_STOP_SIMULATED", "true");

        assertThat(value(explained("server", "stop"), "--simulated"))
                .isEqualTo("true environment HOMELAB_SERVER_STOP_SIMULATED");
        assertThat(value(explained("server", "stop", "--simulated"), "--simulated"))
                .isEqualTo("true command line");
        assertThat(value(explained("server", "stop", "--no-simulated"), "--simulated"))
                .isEqualTo("false command line");
    }

    @Test
    void textIsTakenAsItIs() {
        typed.with("HOMELAB_RUN_SKIP_REASON", "costs ${user.home} $5");

        assertThat(value(explained("run", "skip", "x"), "--reason"))
                .isEqualTo("costs ${user.home} $5 environment HOMELAB_RUN_SKIP_REASON");
    }

    @Test
    void anEmptyVariableCountsAsNone() {
        typed.with(TIMEOUT, "");

        assertThat(timeout()).isEqualTo("0 default");
    }

    @Test
    void secretsAreNeverShown() {
        typed.with("TEMPORAL_ADDRESS", "temporal.example:7233")
                .with("TEMPORAL_API_KEY", "canary-api-key")
                .with("HOMELAB_PAYLOAD_KEYS", "1=exec:pass canary-payload")
                .with("HOMELAB_INIT_TOKEN", "exec:pass show canary-exec");

        var said = typed.run("init", "--explain-config");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out())
                .contains("temporal.example:7233", "(set, not shown)", "exec:pass …")
                .doesNotContain("canary");
    }

    @Test
    void aSecretInPlaceOfAReferenceIsNotRepeated() {
        for (var line : new String[][] {
            {"init", "--endpoint", "https://x", "--token-id", "a@pve!b", "--token", "canary-token"},
            {"init", "--endpoint", "https://x", "--token-id", "a@pve!b", "--token", "canary-token", "--explain-config"}
        }) {
            var said = typed.run(line);
            assertThat(said.code()).isEqualTo(64);
            assertThat(said.err())
                    .contains("--token", "never the secret itself")
                    .doesNotContain("canary");
        }
    }

    @Test
    void aProfileThatSetsWhatNothingReadsIsRefused() throws IOException {
        profile("default", "HOMELAB_CLUSTER_BOOTSTRAP_TIMEUOT=5\n");

        var said = typed.run("version");

        assertThat(said.code()).isEqualTo(64);
        assertThat(said.err())
                .contains("default.profile", "HOMELAB_CLUSTER_BOOTSTRAP_TIMEUOT", "did you mean " + TIMEOUT);
    }

    @Test
    void aNamedProfileHasToBeThere() throws IOException {
        profile("night", TIMEOUT + "=9\n");
        typed.with("HOMELAB_PROFILE", "night");
        assertThat(timeout()).startsWith("9 profile ");

        var said = typed.with("HOMELAB_PROFILE", "day").run("version");

        assertThat(said.code()).isEqualTo(64);
        assertThat(said.err()).contains("day.profile", "unset HOMELAB_PROFILE");
    }

    @Test
    void aProfileNamesTheLabFile() throws IOException {
        profile("default", "HOMELAB_LAB=" + home.resolve("else.yaml") + "\n");

        assertThat(value(explained("version"), "lab file")).startsWith(home.resolve("else.yaml") + " profile ");
        assertThat(typed.run("lab", "validate").err()).contains("else.yaml");
    }

    @Test
    void offATerminalNobodyIsAskedAndTheFlagIsNamed() {
        assertUsage(typed.run("cluster", "destroy", "dev"), "--yes");
        assertUsage(typed.run("secrets", "export"), "--yes");
        assertUsage(typed.run("cluster", "destroy", "dev", "--confirm", "prod"), "nothing was destroyed");
    }

    @Test
    void bashCompletesFromTheScript() throws IOException, InterruptedException {
        var script = home.resolve("completion");
        Files.writeString(script, typed.run("completion").out());

        var process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + " && COMP_WORDS=(homelab clus) COMP_CWORD=1 && _complete_homelab"
                                + " && echo ${COMPREPLY[@]}")
                .redirectErrorStream(true)
                .start();

        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo("cluster");
    }

    @Test
    void helpIsAResultAndHasNoColourOffATerminal() {
        var said = typed.run("cluster", "bootstrap", "--help");

        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("--explain-config", "--[no-]detach").doesNotContain("\u001b");
    }

    private void profile(String name, String text) throws IOException {
        Files.createDirectories(home.resolve(".config/homelab"));
        Files.writeString(home.resolve(".config/homelab").resolve(name + ".profile"), text);
    }

    private String timeout(String... more) {
        var line = new ArrayList<>(Arrays.asList("cluster", "bootstrap", "dev"));
        line.addAll(Arrays.asList(more));
        return value(explained(line.toArray(String[]::new)), "--timeout");
    }

    private JsonNode explained(String... line) {
        var words = new ArrayList<>(Arrays.asList(line));
        words.add("--explain-config");
        var said = typed.run(words.toArray(String[]::new));
        return said.out().startsWith("{") ? JsonMapper.builder().build().readTree(said.out()) : table(said);
    }

    /** A table as JSON, so that both are read alike. */
    private static JsonNode table(Said said) {
        assertThat(said.code()).as(said.toString()).isZero();
        var json = JsonMapper.builder().build().createObjectNode();
        var values = json.putObject("data").putArray("values");
        for (var row : said.out().lines().skip(1).toList()) {
            var cells = row.split(" {2,}", -1);
            values.addObject().put("name", cells[0]).put("value", cells[1]).put("source", cells[2]);
        }
        return json;
    }

    private static String value(JsonNode explained, String name) {
        for (var value : explained.path("data").path("values")) {
            if (value.path("name").asString().equals(name)) {
                return value.path("value").asString() + " "
                        + value.path("source").asString();
            }
        }
        throw new AssertionError("no " + name + " in " + explained);
    }

    private static void assertUsage(Said said, String named) {
        assertThat(said.code()).as(said.toString()).isEqualTo(64);
        assertThat(said.err()).contains(named);
    }
}
