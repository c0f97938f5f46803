package io.homelab.workflows.promotion.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShownTest {
    static final Shown SHOWN = new Shown(
            "prod",
            "0123",
            "Grafana 13",
            "Ada Lovelace <ada.l@example.org>",
            "00ff",
            List.of("a", "b"),
            "healthy",
            "ee");

    @Test
    void theHashIsThatOfItsCanonicalText() {
        assertThat(SHOWN.hash()).matches("[0-9a-f]{64}").isEqualTo(sha256("""
                19:homelab approval v1
                4:prod
                4:0123
                10:Grafana 13
                32:Ada Lovelace <ada.l@example.org>
                4:00ff
                1:2
                1:a
                1:b
                7:healthy
                2:ee
                """));
    }

    @Test
    void whatIsMissingIsNotWhatIsEmpty() {
        assertThat(new Shown("", "", "", "", "", List.of(), "", "").hash())
                .isNotEqualTo(Payloads.read("{}", Shown.class).hash());
    }

    @Test
    void whateverDiffersHasAnotherHash() {
        var hashes = new HashSet<String>();
        var others = Stream.of(
                SHOWN,
                new Shown("dev", "0123", "Grafana 13", "Ada", "00ff", List.of("a", "b"), "healthy", "ee"),
                new Shown("prod", "0124", "Grafana 13", "Ada", "00ff", List.of("a", "b"), "healthy", "ee"),
                new Shown("prod", "0123", "Grafana 14", "Ada", "00ff", List.of("a", "b"), "healthy", "ee"),
                new Shown("prod", "0123", "Grafana 13", "Bob", "00ff", List.of("a", "b"), "healthy", "ee"),
                new Shown("prod", "0123", "Grafana 13", "Ada", "00fe", List.of("a", "b"), "healthy", "ee"),
                new Shown("prod", "0123", "Grafana 13", "Ada", "00ff", List.of("b", "a"), "healthy", "ee"),
                new Shown("prod", "0123", "Grafana 13", "Ada", "00ff", List.of("a\n1:b"), "healthy", "ee"),
                new Shown("prod", "0123", "Grafana 13", "Ada", "00ff", List.of("ab"), "healthy", "ee"),
                new Shown("prod", "0123", "Grafana 13", "Ada", "00ff", List.of("a"), "b", "healthyee"),
                new Shown("prod", "0123", "Grafana 13", "Ada", "00ff", List.of("a", "b"), "well", "ee"),
                new Shown("prod", "0123", "Grafana 13", "Ada", "00ff", List.of("a", "b"), "healthy", "ef"),
                new Shown("prod0", "123", "Grafana 13", "Ada", "00ff", List.of("a", "b"), "healthy", "ee"));

        assertThat(others.map(Shown::hash)).allMatch(hashes::add);
    }

    private static String sha256(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
