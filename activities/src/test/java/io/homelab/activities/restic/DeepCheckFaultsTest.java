package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.DeepCheckActivities;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only a deep check finds, and what keeps it from looking. */
class DeepCheckFaultsTest extends OnADeepCheck {
    /** So slow that it never comes to an end; its process id is left in a file. */
    private static final String ENDLESS = """
            echo $$ >"$0.pid"
            exec "$restic" --limit-download 1 "$@"
            """;

    @Test
    void whatWasWrongBeforeItWasWrittenHasTheRightNameAndOnlyADeepCheckFindsIt() throws Exception {
        var whole = contents();
        var pack = repository.packs().getLast();
        try {
            RepositoryInTest.damage(pack);
            var wrong = Sha256.of(pack);
            var named = repository
                    .local()
                    .resolve("data")
                    .resolve(wrong.substring(0, 2))
                    .resolve(wrong);
            Files.createDirectories(named.getParent());
            Files.move(pack, named);
            repository.restic("rebuild-index"); // it reads only where blobs are said to be

            var lab = lab("{of: 1}");
            assertThat(metadata(lab)).isEqualTo(CheckVerdict.PASS);
            assertThat(packs(lab)).isEqualTo(CheckVerdict.PASS);
            assertThat(deep(lab, "one")).satisfies(check -> {
                assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
                assertThat(check.seen())
                        .startsWith("part 1 of 1: 1 error: pack " + wrong + " contains 1 errors: ")
                        .contains("ciphertext verification failed");
            });
        } finally {
            putBack(whole);
        }
    }

    @Test
    void whatIsNotThereTwiceIsNoDamage() throws Exception {
        var pack = repository.packs().getLast();
        var whole = Files.copy(pack, home.resolve("whole"));
        through("""
                "$restic" "$@"
                code=$?
                cp '%s' '%s'
                exit $code
                """.formatted(whole, pack));
        var lab = lab("{of: 1}");
        RepositoryInTest.damage(pack);
        try {
            assertThat(deep(lab, "one").verdict()).isEqualTo(CheckVerdict.PASS);
        } finally {
            Files.copy(whole, pack, StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(started).hasValue(2);
        assertThat(lines(lab)).singleElement().asString().contains("\"ok\":true");
    }

    @Test
    void aPartThatTakesTooLongIsUnknownAndStaysDue() throws Exception {
        through(ENDLESS);
        longest = Duration.ofSeconds(1);
        var lab = lab("{of: 4}");

        var check = deep(lab, "one");

        assertThat(check.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(check.seen()).isEqualTo("part 1 of 4 was not read within 1s");
        assertThat(check.remedy()).contains("audit.deep.of");
        assertThat(isRunning()).isFalse();
        assertThat(lines(lab)).isEmpty();
    }

    @Test
    void aRunThatIsCancelledEndsRestic() throws Exception {
        through(ENDLESS);
        var lab = lab("{}");
        var environment = TestActivityEnvironment.newInstance();
        try {
            environment.registerActivitiesImplementations(check(lab));
            environment.requestCancelActivity();
            var step = environment.newActivityStub(
                    DeepCheckActivities.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(2))
                            .setHeartbeatTimeout(Duration.ofMillis(200))
                            .build());

            assertThatThrownBy(() -> step.deep(request(lab, "one"))).isInstanceOf(CanceledFailure.class);
        } finally {
            environment.close();
        }

        assertThat(started).hasValue(1);
        assertThat(isRunning()).isFalse();
        assertThat(lines(lab)).isEmpty();
    }

    private boolean isRunning() throws IOException {
        var pid = Long.parseLong(Files.readString(Path.of(binary + ".pid")).strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private CheckVerdict metadata(RepositoryInTest.Taken lab) {
        var looks = new ResticRepository(lab.lab().reader(), new Transports(Gate.OPEN), restic(), () -> now);
        return attempts.once(() -> looks.metadata(lab.set()))
                .checks()
                .getFirst()
                .verdict();
    }

    private CheckVerdict packs(RepositoryInTest.Taken lab) {
        var audit = new ResticPackAudit(
                lab.lab().reader(),
                new Transports(Gate.OPEN),
                restic(),
                lab.lab().state(),
                () -> now);
        return attempts.once(() -> audit.audit(new AuditRequest(lab.set(), "one", true)))
                .checks()
                .getFirst()
                .verdict();
    }

    private static Map<Path, byte[]> contents() throws IOException {
        var contents = new HashMap<Path, byte[]>();
        for (var kind : new String[] {"data", "index"}) {
            for (var file : repository.files(kind)) {
                contents.put(file, Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static void putBack(Map<Path, byte[]> contents) throws IOException {
        for (var kind : new String[] {"data", "index"}) {
            for (var file : repository.files(kind)) {
                Files.delete(file);
            }
        }
        for (var file : contents.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }
}
