package io.homelab.simulator.kubernetes.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CronTest {
    private static String next(String expression, String after) {
        return new Cron(expression).next(Instant.parse(after)).toString();
    }

    @Test
    void theNextMomentFitsAllFields() {
        assertThat(next("0 3 * * *", "2026-02-28T03:00:00Z")).isEqualTo("2026-03-01T03:00:00Z");
        assertThat(next("*/15 8-9 * * mon-fri", "2026-11-27T09:45:00Z")).isEqualTo("2026-11-30T08:00:00Z");
        assertThat(next("30 4 1,15 * 5", "2026-11-16T00:00:00Z")).isEqualTo("2026-11-20T04:30:00Z");
        assertThat(next("0 0 29 2 *", "2026-01-01T00:00:00Z")).isEqualTo("2028-02-29T00:00:00Z");
        assertThat(next("0 0 * * 7", "2026-11-27T00:00:00Z")).isEqualTo("2026-11-29T00:00:00Z");
        assertThat(next("@daily", "2026-11-27T00:00:00Z")).isEqualTo("2026-11-28T00:00:00Z");
        assertThat(next("@every 1h30m", "2026-11-27T00:10:00Z")).isEqualTo("2026-11-27T01:40:00Z");
    }

    @Test
    void wrongExpressionsAreRefusedInTheWordsOfGo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cron("61 * * * *"))
                .withMessage("end of range (61) above maximum (59): 61");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cron("a * * * *"))
                .withMessage("failed to parse int from a: strconv.Atoi: parsing \"a\": invalid syntax");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cron("@fortnightly"))
                .withMessage("unrecognized descriptor: @fortnightly");
    }
}
