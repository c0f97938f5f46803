package io.homelab.lab.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SecretResolverTest {
    private static final AgeIdentity IDENTITY = AgeIdentity.generate();

    @TempDir
    Path directory;

    @Test
    void eachSchemeFindsItsSecret() throws IOException {
        Files.writeString(directory.resolve("token.txt"), "from a file\n");
        store().put("token", Secret.of("from the store"));

        assertThat(resolve("env:TOKEN")).isEqualTo("from the environment");
        assertThat(resolve("file:token.txt")).isEqualTo("from a file");
        assertThat(resolve("file:" + directory.resolve("token.txt"))).isEqualTo("from a file");
        assertThat(resolve("age:token")).isEqualTo("from the store");
        assertThat(resolve("exec:printf '%s %s' 'from a' command")).isEqualTo("from a command");
    }

    @Test
    void noShellSeesACommand() {
        assertThat(resolve("exec:echo $HOME; ls")).isEqualTo("$HOME; ls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"env:MISSING", "file:missing", "age:missing", "exec:false", "exec:no-such-program-anywhere x"})
    void aMissingSecretIsNamedByItsReference(String reference) {
        assertThatThrownBy(() -> resolve(reference))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageStartingWith(reference.split(" ")[0]);
    }

    @Test
    void aCommandThatNeverEndsIsEnded() {
        var resolver = new SecretResolver(Map.of(), directory, this::store, new SecretCommand(Duration.ofMillis(200)));

        assertThatThrownBy(() -> resolver.resolve(SecretRef.parse("exec:tail -f /dev/null")))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageContaining("did not end within");
    }

    @Test
    void whatACommandSaysBeforeItFailsIsNotRepeated() throws IOException {
        var script = Files.writeString(directory.resolve("leak.sh"), "echo hunter2; echo hunter2 >&2; exit 3\n");

        assertThatThrownBy(() -> resolve("exec:sh " + script))
                .hasMessageContaining("exit code 3")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "https://hunter2", "env:", "vault:hunter2", ""})
    void whatIsNoReferenceIsRefusedWithoutBeingRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretRef.parse(text))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aSecretPrintsRedactedAndCanBeWiped() {
        var secret = Secret.of("hunter2");

        assertThat(secret).hasToString("<redacted>");
        secret.wipe();

        assertThatIllegalStateException().isThrownBy(secret::text).withMessageNotContaining("hunter2");
    }

    private String resolve(String reference) {
        return new SecretResolver(Map.of("TOKEN", "from the environment"), directory, this::store)
                .resolve(SecretRef.parse(reference))
                .text();
    }

    private SecretStore store() {
        return SecretStore.open(directory.resolve("secrets"), List.of(IDENTITY.recipient()), () -> IDENTITY);
    }
}
