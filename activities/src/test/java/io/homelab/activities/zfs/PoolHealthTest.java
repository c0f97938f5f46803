package io.homelab.activities.zfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.homelab.activities.transport.Problem;
import io.homelab.simulator.zfs.PoolChanges;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolHealthTest {
    private PoolsInTest host;
    private PoolsInTest.Looks standard;
    private PoolsInTest.Looks looks;

    @BeforeAll
    void aHost(@TempDir Path directory) throws IOException {
        host = new PoolsInTest(directory);
        standard = host.lab(_ -> {});
    }

    @BeforeEach
    void aPool() throws IOException {
        host.afresh();
        looks = standard;
    }

    @AfterAll
    void close() {
        host.close();
    }

    @Test
    void aPoolThatIsWellPassesAndIsLookedAtByTheApiAlone() {
        assertThat(looks.pool())
                .extracting(BackupCheck::check, BackupCheck::verdict, BackupCheck::seen)
                .satisfiesExactly(
                        pool -> assertThat(pool.toList())
                                .containsExactly("pool", CheckVerdict.PASS, "it is ONLINE, 33 % of 10.0 TiB taken"),
                        scrub -> assertThat(scrub.toList()).startsWith("scrub", CheckVerdict.PASS));
        assertThat(host.commands()).isEmpty();
    }

    @Test
    void aDegradedPoolFailsWithTheDevice() {
        change(pool -> pool.disk(1, "FAULTED", 12L, null, null, "too many errors"));

        var pool = failed("pool");

        assertThat(pool.seen()).isEqualTo("it is DEGRADED");
        assertThat(pool.details())
                .contains("mirror-0 is DEGRADED", "/dev/disk/by-id/ata-SIM_0002-part1 is FAULTED (too many errors)")
                .anyMatch(detail -> detail.startsWith("ZFS advises: Replace the device"));
        assertThat(pool.remedy()).contains("zpool replace");
    }

    @Test
    void countedErrorsFailThoughThePoolIsOnline() {
        change(pool -> pool.disk(0, null, null, null, 3L, null));

        assertThat(failed("pool").seen())
                .isEqualTo("/dev/disk/by-id/ata-SIM_0001-part1 has counted errors: read 0, write 0, checksum 3");
    }

    @Test
    void lostDataFails() {
        change(pool -> pool.errors("2 data errors, use '-v' for a list"));

        var pool = failed("pool");
        assertThat(pool.seen()).isEqualTo("data is damaged: 2 data errors, use '-v' for a list");
        assertThat(pool.remedy()).contains("restore them from a backup");
    }

    @Test
    void aFullPoolFails() {
        change(pool -> pool.fill(81));

        assertThat(failed("pool").seen()).startsWith("it is full: 8").endsWith("and may be 80 %");
    }

    @Test
    void aPoolThatIsNotThereFails() {
        host.world.pools().remove("tank");

        assertThat(looks.pool()).singleElement().satisfies(pool -> {
            assertThat(pool.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(pool.seen()).endsWith("has no such pool");
        });
    }

    @Test
    void whoMayNotLookIsToldWhichRightIsMissing() {
        host.world.proxmox().backstage().privileges(List.of("Sys.Audit"), List.of());

        var problem = catchThrowableOfType(Problem.class, looks::pool).report();

        assertThat(problem.kind()).isEqualTo(FailureClass.AUTH);
        assertThat(problem.what()).contains("Sys.Audit");
        assertThat(problem.remedy()).contains("pveum role add Homelab --privs Sys.Audit");
    }

    @Test
    void aScrubOfLongAgoFails() {
        change(pool -> pool.scrubbed("P36D", 0));

        var scrub = failed("scrub");
        assertThat(scrub.seen()).contains("ended 36d ago").endsWith("and may be 35d ago");
        assertThat(scrub.remedy()).startsWith("zpool scrub tank");
    }

    @Test
    void aScrubIsAsOldAsTheClockOfTheHostSays() throws IOException {
        host.world.pools().zone("Pacific/Kiritimati"); // 14 hours ahead of UTC
        change(pool -> pool.scrubbed("PT2H", 0));

        assertThat(check("scrub").verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(check("scrub").seen()).contains("ended 2h ago");
    }

    @Test
    void aScrubThatMetErrorsFails() {
        change(pool -> pool.scrubbed("PT2H", 4));

        assertThat(failed("scrub").seen()).contains("met 4 errors");
    }

    @Test
    void aPoolThatWasNeverScrubbedFails() {
        change(pool -> pool.scan("none requested"));

        assertThat(failed("scrub").seen()).isEqualTo("it was never scrubbed");
    }

    @Test
    void whatHidesTheLastScrubIsUnknown() {
        for (var line : List.of(
                "scrub in progress since Sun Nov  8 00:24:01 2026 1.21T scanned at 1.02G/s, 8.20% done, 03:52:10 to go",
                "scrub canceled on Tue Nov 24 13:11:02 2026",
                "resilvered 1.21T in 03:11:02 with 0 errors on Tue Nov 24 13:11:02 2026",
                "words of a ZFS to come")) {
            change(pool -> pool.scan(line));

            assertThat(check("scrub").verdict()).as(line).isEqualTo(CheckVerdict.UNKNOWN);
            assertThat(check("scrub").remedy()).isNotNull();
        }
    }

    @Test
    void aScrubThatWasSeenToEndCountsWhileTheNextOneRuns() {
        change(pool -> pool.scrubbed("P3D", 0));
        looks.pool();

        change(pool -> pool.scan("scrub in progress since Sun Nov  8 00:24:01 2026 8.20% done, 03:52:10 to go"));

        assertThat(check("scrub").verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(check("scrub").seen())
                .startsWith("the last scrub ended 3d ago")
                .contains("since then: scrub in progress");
    }

    @Test
    void oneThatWasSeenLongAgoIsNoProofWhileTheNextOneRuns() {
        change(pool -> pool.scrubbed("P40D", 0));
        looks.pool();

        change(pool -> pool.scan("resilvered 1.21T in 03:11:02 with 0 errors on Tue Nov 24 13:11:02 2026"));

        assertThat(check("scrub").verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(check("scrub").seen()).contains("as it was seen: the last scrub ended 40d ago");
    }

    private void change(Consumer<PoolChanges> order) {
        host.world.pools().change("tank", pool -> {
            var change = new PoolChanges(pool, host.world.pools());
            order.accept(change);
            return change.pool();
        });
    }

    private BackupCheck check(String name) {
        return looks.pool().stream()
                .filter(check -> check.check().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private BackupCheck failed(String name) {
        var check = check(name);
        assertThat(check.verdict()).as(check.seen()).isEqualTo(CheckVerdict.FAIL);
        return check;
    }
}
