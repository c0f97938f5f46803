package io.homelab.activities.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.approval.TokenCheck.Genuine;
import io.homelab.activities.approval.TokenCheck.Reason;
import io.homelab.activities.approval.TokenCheck.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final TokenClaim CLAIM =
            new TokenClaim("promotion-prod", "promote", 3, "be".repeat(32), true, "ada", NOW.plusSeconds(60));

    private final ApprovalTokens tokens = new ApprovalTokens(KEY, () -> NOW);

    @Test
    void saysWhatItWasMadeFor() {
        assertThat(tokens.check(tokens.make(CLAIM)))
                .isInstanceOfSatisfying(
                        Genuine.class, genuine -> assertThat(genuine.claim()).isEqualTo(CLAIM));
    }

    @Test
    void noTwoAreTheSame() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            var token = tokens.make(CLAIM);
            assertThat(seen.add(token)).isTrue();
            assertThat(tokens.check(token))
                    .isInstanceOfSatisfying(Genuine.class, genuine -> assertThat(seen.add(genuine.nonce()))
                            .isTrue());
        }
    }

    @Test
    void fitsTwiceIntoAMessage() {
        assertThat(tokens.make(CLAIM).length()).isLessThan(300);
    }

    @Test
    void stopsCountingWhenItExpires() {
        var token = tokens.make(CLAIM);

        assertThat(later(Duration.ofMillis(59_999)).check(token)).isInstanceOf(Genuine.class);
        assertThat(later(Duration.ofSeconds(60)).check(token)).isEqualTo(new Refused(Reason.EXPIRED));
    }

    @Test
    void anotherLabsTokenIsForged() {
        var other = KEY.clone();
        other[0]++;

        assertThat(new ApprovalTokens(other, () -> NOW).check(tokens.make(CLAIM)))
                .isEqualTo(new Refused(Reason.FORGED));
    }

    @Test
    void theKeyIsOfItsOwn() throws Exception {
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(KEY, "HmacSHA256"));
        var bytes = Base64.getUrlDecoder().decode(tokens.make(CLAIM));
        var byLabKey = mac.doFinal(Arrays.copyOf(bytes, bytes.length - 32));
        System.arraycopy(byLabKey, 0, bytes, bytes.length - 32, 32);

        assertThat(tokens.check(encoded(bytes))).isEqualTo(new Refused(Reason.ALTERED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQ", "====", "ä", "AQ==", "approve", "../../etc/passwd", " ", "{\"a\":1}"})
    void whatIsNoTokenIsMalformed(String text) {
        assertThat(tokens.check(text)).isEqualTo(new Refused(Reason.MALFORMED));
    }

    @Test
    void longOnesAreNotLookedAt() {
        assertThat(tokens.check("A".repeat(ApprovalTokens.LONGEST + 4))).isEqualTo(new Refused(Reason.MALFORMED));
    }

    /** Every bit of a token, one after the other. */
    @Test
    void aTokenOfWhichABitChangedCountsForNothing() {
        var bytes = Base64.getUrlDecoder().decode(tokens.make(CLAIM));
        var reasons = new EnumMap<Reason, Integer>(Reason.class);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            reasons.merge(refused(encoded(changed)), 1, Integer::sum);
        }

        assertThat(reasons)
                .containsEntry(Reason.MALFORMED, 8) // the version
                .containsEntry(Reason.FORGED, (16 + 8) * 8) // nonce and seal
                .containsEntry(Reason.ALTERED, (bytes.length - 25) * 8);
    }

    /** Every character of it in every other spelling, which may mean the same bytes. */
    @Test
    void aTokenOfWhichACharacterChangedCountsForNothing() {
        var token = tokens.make(CLAIM);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n";
        for (int i = 0; i < token.length(); i++) {
            for (char other : alphabet.toCharArray()) {
                if (other != token.charAt(i)) {
                    refused(token.substring(0, i) + other + token.substring(i + 1));
                }
            }
        }
    }

    @Test
    void nothingThatWasMadeUpCounts() {
        var random = new Random(20261126);
        var genuine = Base64.getUrlDecoder().decode(tokens.make(CLAIM));
        for (int i = 0; i < 20_000; i++) {
            var made = new byte[random.nextInt(300)];
            random.nextBytes(made);
            if (made.length > 0 && random.nextBoolean()) {
                made[0] = 1;
            }
            refused(encoded(made));
            var cut = Arrays.copyOf(genuine, random.nextInt(genuine.length));
            refused(encoded(cut));
            var spliced = genuine.clone();
            var from = random.nextInt(genuine.length - 1);
            var other = Base64.getUrlDecoder().decode(tokens.make(CLAIM));
            System.arraycopy(other, from, spliced, from, 1 + random.nextInt(genuine.length - from));
            if (!Arrays.equals(spliced, genuine) && !Arrays.equals(spliced, other)) {
                refused(encoded(spliced));
            }
        }
    }

    /** Whoever holds one token cannot make another decision, person, run or time of it. */
    @Test
    void noPartOfAClaimMovesIntoAnother() {
        var here = tokens.make(new TokenClaim("ab", "c", 1, "h", false, "ada", NOW.plusSeconds(60)));

        assertThat(tokens.check(here)).isInstanceOfSatisfying(Genuine.class, genuine -> {
            assertThat(genuine.claim().workflow()).isEqualTo("ab");
            assertThat(genuine.claim().question()).isEqualTo("c");
            assertThat(genuine.claim().approves()).isFalse();
        });
    }

    private ApprovalTokens later(Duration by) {
        return new ApprovalTokens(KEY, () -> NOW.plus(by));
    }

    private Reason refused(String token) {
        if (tokens.check(token) instanceof Refused(var reason)) {
            return reason;
        }
        throw new AssertionError("accepted: " + token);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
