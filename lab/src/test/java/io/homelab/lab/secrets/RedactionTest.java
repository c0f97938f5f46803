package io.homelab.lab.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String CANARY = "canary-4711-abcdef";

    @Test
    void aKnownSecretIsTakenOutInEverySpelling() {
        var redaction = new Redaction(
                List.of(Secret.of("user: someone\npass: " + CANARY + "\n"), Secret.of("another-one-0815")));
        var base64 = Base64.getEncoder().encodeToString("another-one-0815".getBytes(StandardCharsets.UTF_8));

        var clean = redaction.of("tried " + CANARY + ", then another-one-0815 as " + base64 + "; nothing else");

        assertThat(clean).isEqualTo("tried <redacted>, then <redacted> as <redacted>; nothing else");
    }

    @Test
    void anAnswerLosesTheKnownSecretsAndNothingElse() {
        var redaction = new Redaction(List.of(Secret.of(CANARY)));
        var hex = HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8));

        assertThat(redaction.exact("{\"token\":\"other-secret\",\"seen\":\"" + CANARY + " " + hex + "\"}"))
                .isEqualTo("{\"token\":\"other-secret\",\"seen\":\"<redacted> <redacted>\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: PVEAPIToken=root@pam!homelab=" + CANARY,
                "Authorization: Bearer " + CANARY,
                "Authorization: Basic " + CANARY,
                "password: " + CANARY,
                "{\"token\":\"" + CANARY + "\"}",
                "https://me:" + CANARY + "@git.example/x",
                "token: \"exec:vault read -token " + CANARY + " x\"",
                "-----BEGIN PRIVATE KEY-----\n" + CANARY + "\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\n" + CANARY,
                "AGE-SECRET-KEY-1QQQQ4711"
            })
    void whatHasTheShapeOfASecretIsTakenOutUnknown(String text) {
        assertThat(new Redaction(List.of()).of(text))
                .doesNotContain(CANARY, "4711")
                .contains("<redacted>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: \"age:proxmox-token\"",
                "token: env:PROXMOX_TOKEN",
                "the token was refused: check its privileges",
                "dev-1 answers at https://192.168.68.61:6443",
                "evidence sha256 0f343b0931126a20f133d67c2b018a3b"
            })
    void whatAPersonNeedsToReadStays(String text) {
        assertThat(new Redaction(List.of()).of(text)).isEqualTo(text);
    }
}
