package io.homelab.activities.zfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Unreachable;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.zfs.PoolChanges;
import io.homelab.simulator.zfs.ShellAnswer;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolSnapshotsTest {
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
    void youngSnapshotsPassAndNothingElseIsRunThanWhatIsWrittenDown() {
        assertThat(looks.snapshots())
                .extracting(BackupCheck::check, BackupCheck::verdict)
                .containsExactly(
                        tuple("snapshots of tank/data", CheckVerdict.PASS), tuple("sanoid", CheckVerdict.PASS));
        assertThat(host.commands())
                .containsExactly(
                        ZfsCommands.DATASETS,
                        ZfsCommands.SNAPSHOTS,
                        ZfsCommands.SANOID_SNAPSHOTS,
                        ZfsCommands.SANOID_HEALTH);
    }

    @Test
    void snapshotsThatStoppedFailByTheirAge() {
        host.world.pools().stopSanoid(Duration.ofHours(31));

        var data = failed("snapshots of tank/data");

        assertThat(data.seen())
                .startsWith("the youngest hourly snapshot, autosnap_")
                .endsWith("and may be 1h30m");
        assertThat(data.details()).singleElement().asString().startsWith("the youngest daily snapshot");
        assertThat(failed("sanoid").details()).isNotEmpty();

        host.world.pools().startSanoid();
        assertThat(looks.snapshots()).extracting(BackupCheck::verdict).containsOnly(CheckVerdict.PASS);
    }

    @Test
    void aKindThatWasNeverTakenFailsThoughSanoidIsContent() throws IOException {
        looks = host.lab(file -> ((ObjectNode) PoolsInTest.tank(file).at("/datasets/tank~1data")).put("weekly", "8d"));

        assertThat(failed("snapshots of tank/data").seen()).isEqualTo("there is no weekly snapshot");
        assertThat(check("sanoid").verdict()).isEqualTo(CheckVerdict.PASS);
    }

    @Test
    void aDatasetThatIsNotThereFailsAndSoDoesThatNobodyMonitorsIt() throws IOException {
        looks = host.lab(file -> ((ObjectNode) PoolsInTest.tank(file).path("datasets"))
                .putObject("tank/photos")
                .put("daily", "28h"));

        assertThat(failed("snapshots of tank/photos").seen()).isEqualTo("there is no such dataset");
        assertThat(failed("sanoid").seen()).isEqualTo("it does not monitor tank/photos");
    }

    @Test
    void anEmptyConfigurationThatSanoidIsContentWithFails() {
        change(change -> change.monitored(false));

        var sanoid = failed("sanoid");

        assertThat(sanoid.seen()).isEqualTo("it does not monitor tank/data");
        assertThat(sanoid.details()).containsExactly("it does not monitor the pool's health");
    }

    @Test
    void aDegradedPoolIsAFailureThoughSanoidOnlyWarns() {
        change(change -> change.disk(0, "UNAVAIL", null, null, null, null));

        assertThat(failed("sanoid").seen()).startsWith("it calls the pool WARNING: DEGRADED");
        assertThat(check("snapshots of tank/data").verdict()).isEqualTo(CheckVerdict.PASS);
    }

    @Test
    void withoutSanoidItIsNotAskedAndItsAbsenceIsUnknownWhereItIs() throws IOException {
        say(ZfsCommands.SANOID_SNAPSHOTS, new ShellAnswer(127, "", "sh: 1: sanoid: not found\n"));

        assertThat(check("sanoid").verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(check("sanoid").seen()).isEqualTo("there is no sanoid on the host");

        looks = host.lab(file -> PoolsInTest.tank(file).put("sanoid", false));
        assertThat(looks.snapshots()).extracting(BackupCheck::check).containsExactly("snapshots of tank/data");
    }

    @Test
    void wordsOfSanoidThatNobodyKnowsAreUnknown() {
        say(ZfsCommands.SANOID_SNAPSHOTS, new ShellAnswer(0, "FATAL: cannot load /etc/sanoid/sanoid.conf\n", ""));
        say(ZfsCommands.SANOID_HEALTH, new ShellAnswer(3, "UNKNOWN\n", ""));

        assertThat(check("sanoid").verdict()).isEqualTo(CheckVerdict.UNKNOWN);
    }

    @Test
    void whatIsNoListOfSnapshotsIsNotTakenForNone() {
        say(ZfsCommands.SNAPSHOTS, new ShellAnswer(0, "welcome to the jungle\n", ""));
        assertThat(problem(looks).kind()).isEqualTo(FailureClass.BUG);

        say(ZfsCommands.SNAPSHOTS, new ShellAnswer(1, "", "internal error: failed to initialize ZFS library\n"));
        assertThat(problem(looks).what()).contains("zfs ends with 1");
    }

    @Test
    void anotherHostKeyEndsItBeforeAnythingIsAsked() throws Exception {
        var other = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        looks = host.lab(file -> PoolsInTest.access(file).put("hostKey", PublicKeyEntry.toString(other.getPublic())));

        var problem = problem(looks);

        assertThat(problem.kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(problem.what()).contains("another key, SHA256:");
        assertThat(host.commands()).isEmpty();
    }

    @Test
    void aHostKeyOfAKindThatTheHostHasNotIsTold() throws Exception {
        var rsa = KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2048);
        looks = host.lab(file -> PoolsInTest.access(file).put("hostKey", PublicKeyEntry.toString(rsa.getPublic())));

        assertThat(problem(looks).what()).isEqualTo("the host has no key of the kind that the lab file has");
    }

    @Test
    void whoIsNotLetInIsToldSoAndTheKeyIsNotShown() throws Exception {
        looks = host.lab(file -> PoolsInTest.access(file).put("user", "somebody"));

        var problem = problem(looks);

        assertThat(problem.kind()).isEqualTo(FailureClass.AUTH);
        assertThat(problem.what()).isEqualTo("the host does not let somebody in with our key");
        assertThat(host.commands()).isEmpty();
    }

    @Test
    void aSecretThatIsNoKeyIsToldAndNotShown() throws Exception {
        looks = host.lab(file -> PoolsInTest.access(file).put("key", "file:no-key"));
        Files.writeString(host.beside("no-key"), "hunter2");

        var failure = catchThrowableOfType(Problem.class, looks::snapshots);

        assertThat(failure.report().kind()).isEqualTo(FailureClass.AUTH);
        assertThat(failure).hasStackTraceContaining("no private key").hasNoCause();
        assertThat(failure.report().toString()).doesNotContain("hunter2");
    }

    @Test
    void aHostThatIsDownIsLookedForAgain() throws Exception {
        looks = host.lab(file -> PoolsInTest.access(file).put("port", 1));

        assertThat(catchThrowableOfType(Problem.class, looks::snapshots))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("the host does not answer");
    }

    @Test
    void aLineThatBreaksIsTriedAgain() {
        host.world
                .world()
                .faults()
                .arm(new Faults.Fault(Faults.Kind.CUT, "ssh", "snapshot", null, 0, 1, 0, "", Duration.ZERO));

        assertThat(problem(looks).kind()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(check("snapshots of tank/data").verdict()).isEqualTo(CheckVerdict.PASS);
    }

    @Test
    void withoutAWayToTheHostNobodyKnows() throws Exception {
        looks = host.lab(file -> ((ObjectNode) file.path("hypervisor")).remove("ssh"));

        assertThat(problem(looks).what()).contains("hypervisor.ssh is not set");
        assertThat(looks.pool()).hasSize(2);
    }

    private void say(String command, ShellAnswer answer) {
        host.world.pools().say(command, Optional.of(answer));
    }

    private void change(Consumer<PoolChanges> order) {
        host.world.pools().change("tank", pool -> {
            var change = new PoolChanges(pool, host.world.pools());
            order.accept(change);
            return change.pool();
        });
    }

    private static FailureReport problem(PoolsInTest.Looks looks) {
        return catchThrowableOfType(Problem.class, looks::snapshots).report();
    }

    private BackupCheck check(String name) {
        return looks.snapshots().stream()
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
