package io.homelab.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Freeze;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.GoAheadActivities;
import io.homelab.workflows.promotion.GoAheadActivities.GoAheadRequest;
import io.homelab.workflows.promotion.SwitchState;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LabGoAheadActivitiesTest {
    private static final Instant NIGHT = Instant.parse("2026-11-26T23:00:00Z");
    private static final SwitchState HALTED = new SwitchState(true, "ada", NIGHT, "the disk dies");
    private static final Freeze NIGHTS =
            new Freeze("nights", "UTC", "0 22 * * *", Duration.ofHours(8), null, null, List.of());

    private final TestActivityEnvironment env = TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.plain())
                    .build())
            .build());
    /** The first at once; the SDK holds back those that follow too soon. */
    private final List<String> beats = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        env.close();
    }

    @Test
    void goesOnAtOnceWhenNothingForbidsIt() {
        var outcome = port(PromotionGuard.open(), () -> List.of(NIGHTS), clock("2026-11-26T12:00:00Z"))
                .awaitGoAhead(request(true));

        assertThat(outcome.changed()).isFalse();
        assertThat(outcome.summary()).isEqualTo("nothing forbids it");
        assertThat(beats).isEmpty();
    }

    @Test
    void waitsUntilSomebodyResumesAndSaysWhoHalted() {
        var states = new ArrayDeque<>(List.of(HALTED, HALTED, SwitchState.untouched()));

        port(new PromotionGuard(states::remove), List::of, clock("2026-11-26T12:00:00Z"))
                .awaitGoAhead(request(false));

        assertThat(beats).isNotEmpty().allSatisfy(beat -> assertThat(beat)
                .isEqualTo(
                        "a go-ahead for prod: promotions are halted by ada since 2026-11-26T23:00:00Z: the disk dies;"
                                + " homelab promote resume lets them go on"));
    }

    @Test
    void nothingBeginsInAFreezeWindow() {
        var times = new ArrayDeque<>(
                List.of(NIGHT, Instant.parse("2026-11-27T05:59:59Z"), Instant.parse("2026-11-27T06:00:00Z")));

        port(PromotionGuard.open(), () -> List.of(NIGHTS), clock(times)).awaitGoAhead(request(true));

        assertThat(beats).isNotEmpty().allSatisfy(beat -> assertThat(beat)
                .contains("the freeze window nights is open; promotions may begin at 2026-11-27T06:00:00Z"));
    }

    @Test
    void whatHasBegunIsNotStoppedByAWindowThatOpens() {
        port(PromotionGuard.open(), () -> List.of(NIGHTS), () -> NIGHT).awaitGoAhead(request(false));

        assertThat(beats).isEmpty();
    }

    @Test
    void anAttemptThatIsOverSaysWhyAndIsTriedAgain() {
        var port = port(new PromotionGuard(() -> HALTED), List::of, () -> NIGHT);

        assertThatThrownBy(() -> port.awaitGoAhead(request(true)))
                .isInstanceOf(ActivityFailure.class)
                .rootCause()
                .hasMessageContaining("promotions are halted by ada");
    }

    @Test
    void whatCannotBeReadIsNoGoAhead() {
        var states = new ArrayDeque<Supplier<SwitchState>>(List.of(
                () -> {
                    throw new Problem(FailureClass.TRANSIENT, "nobody can tell", "the switch", null);
                },
                SwitchState::untouched,
                SwitchState::untouched));
        var files = new ArrayDeque<Supplier<List<Freeze>>>(List.of(
                () -> {
                    throw new Problem(FailureClass.CONFIG, "the lab file is invalid", "lab.yaml", null);
                },
                List::of));

        port(
                        new PromotionGuard(() -> states.remove().get()),
                        () -> files.remove().get(),
                        () -> NIGHT)
                .awaitGoAhead(request(true));

        assertThat(beats).first().isEqualTo("a go-ahead for prod: nobody can tell (the switch)");
        assertThat(states).isEmpty();
        assertThat(files).isEmpty();
    }

    @Test
    void aWindowThatIsWrittenDownNowCountsNow() throws Exception {
        var lab = ExampleLab.in(directory);
        var file = lab.directory().resolve("lab.yaml");
        Files.writeString(file, Files.readString(file) + """
                        promotion:
                          from: dev
                          to: prod
                          prometheus: {url: "http://192.168.68.61:30090"}
                          freezes:
                            - {name: always-but-a-minute, zone: UTC, cron: "0 0 * * *", duration: 1439m}
                        """);
        env.registerActivitiesImplementations(new LabGoAheadActivities(
                PromotionGuard.open(),
                lab.reader(),
                clock(new ArrayDeque<>(List.of(Instant.parse("2026-11-26T23:59:30Z"))))));

        var outcome = env.newActivityStub(GoAheadActivities.class).awaitGoAhead(request(true));

        assertThat(outcome.summary()).isEqualTo("nothing forbids it");
    }

    private GoAheadActivities port(PromotionGuard guard, Supplier<List<Freeze>> freezes, LabClock clock) {
        env.setActivityHeartbeatListener(String.class, beats::add);
        env.registerActivitiesImplementations(
                new LabGoAheadActivities(guard, freezes, clock, Duration.ofMillis(200), Duration.ofMillis(2)));
        return env.newActivityStub(GoAheadActivities.class);
    }

    private static GoAheadRequest request(boolean begins) {
        return new GoAheadRequest(new ClusterRef("prod", "0123"), begins);
    }

    private static LabClock clock(String now) {
        return () -> Instant.parse(now);
    }

    /** Each look sees the next time, and what comes after the last one sees the last one. */
    private static LabClock clock(Deque<Instant> times) {
        return () -> times.size() > 1 ? times.remove() : times.element();
    }
}
