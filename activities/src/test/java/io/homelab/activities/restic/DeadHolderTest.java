package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.restic.DeadHolder.Holder;
import io.homelab.activities.restic.ThisMachine.Seen;
import io.homelab.lab.definition.LockHealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What proves a holder dead, and what does not. */
class DeadHolderTest {
    private static final int PID = 4711;
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private ProcInTest proc;

    @BeforeEach
    void make() throws IOException {
        proc = new ProcInTest(directory).named("nas");
    }

    @Test
    void aProcessThatIsGoneIsDead() {
        assertThat(judged(lock(31))).isEqualTo(new Holder.Dead("this machine has no process 4711"));
    }

    @Test
    void whoseLockIsYoungIsNot() {
        assertThat(judged(lock(30))).isEqualTo(new Holder.Unproved("it was heard of 30m ago"));
    }

    @Test
    void aNewerLockOfTheSameProcessIsLife() {
        var newer = lock(31);
        assertThat(judged(lock(36), newer)).isEqualTo(new Holder.Unproved("it has a newer lock too"));
        assertThat(judged(lock(31), lock(36))).as("an older one is none").isInstanceOf(Holder.Dead.class);
    }

    @Test
    void aHolderWhoseClockIsWrongIsHeardOfByTheServersClock() {
        var slow = new HeldLock(
                "a", new Lock(NOW.minusSeconds(9_999_999).atOffset(ZoneOffset.UTC), true, "nas", "me", PID), NOW);
        var fast = new HeldLock(
                "a",
                new Lock(NOW.plusSeconds(99).atOffset(ZoneOffset.UTC), true, "nas", "me", PID),
                NOW.minusSeconds(9_999_999));

        assertThat(judged(slow)).isInstanceOf(Holder.Unproved.class);
        assertThat(judged(fast)).isInstanceOf(Holder.Unproved.class);
    }

    @Test
    void whereNoServerSaysWhenItWasStoredAgeAloneIsNoProof() throws IOException {
        var time = minutes(9_999);
        var elsewhere = new HeldLock("a", new Lock(time.atOffset(ZoneOffset.UTC), true, "laptop", "me", PID), null);
        var here = new HeldLock("b", new Lock(time.atOffset(ZoneOffset.UTC), true, "nas", "me", PID), null);
        var policy = new LockHealing(true, Duration.ofMinutes(30), List.of("laptop"), Duration.ofHours(24));
        var judge = new DeadHolder(policy, proc.machine(), NOW);

        assertThat(judge.of(elsewhere, List.of()))
                .isInstanceOfSatisfying(Holder.Unproved.class, holder -> assertThat(holder.why())
                        .endsWith("the server does not say when it was stored"));
        assertThat(judge.of(here, List.of()))
                .as("its process is seen to be gone")
                .isInstanceOf(Holder.Dead.class);
    }

    @Test
    void aStoppedProcessIsAlive() throws IOException {
        proc.with("restic", PID, "4711", 'T', minutes(40));

        assertThat(judged(lock(31))).isEqualTo(new Holder.Unproved("process 4711 is there, stopped: restic"));
    }

    @Test
    void aProcessThatStartedLaterIsAnotherOne() throws IOException {
        proc.with("cron) job", PID, "4711", 'S', minutes(20));
        assertThat(judged(lock(31)))
                .isEqualTo(new Holder.Dead(
                        "process 4711 of this machine is another one now, which started only at " + minutes(20)));

        proc.with("restic", PID, "4711", 'S', minutes(30));
        assertThat(judged(lock(31))).as("clocks are set").isInstanceOf(Holder.Unproved.class);
    }

    @Test
    void aProcessOfAContainerIsFoundByItsNumberInThere() throws IOException {
        proc.with("restic", 90210, "90210 4711", 'S', minutes(40));

        assertThat(judged(lock(31))).isEqualTo(new Holder.Unproved("process 4711 is there: restic"));
    }

    @Test
    void aZombieIsDead() throws IOException {
        proc.with("restic", PID, "4711", 'Z', minutes(40));

        assertThat(judged(lock(31))).isInstanceOf(Holder.Dead.class);
    }

    @Test
    void whoSeesNotAllProcessesProvesNothing() throws IOException {
        proc.namespace("4026532000");
        assertThat(judged(lock(31)))
                .isEqualTo(new Holder.Unproved("the worker is in a container and sees only the processes in there"));

        proc.namespace("4026531836");
        Files.delete(directory.resolve("1/status"));
        assertThat(judged(lock(31)))
                .isEqualTo(new Holder.Unproved("/proc hides the processes of other users (hidepid)"));
    }

    @Test
    void aNameThatManyMachinesHaveIsNone() throws IOException {
        proc.named("localhost");

        assertThat(judged(held("localhost", 31))).isInstanceOf(Holder.Unproved.class);
    }

    @Test
    void thisVeryMachineIsReadRight() throws Exception {
        var machine = new ThisMachine();
        var sleeper = new ProcessBuilder("sleep", "60").start();
        int pid = Math.toIntExact(sleeper.pid());

        assertThat(machine.look(pid, Instant.now())).isEqualTo(new Seen.Alive("process " + pid + " is there: sleep"));
        assertThat(machine.look(pid, Instant.now().minusSeconds(3600)))
                .isInstanceOfSatisfying(Seen.Gone.class, gone -> assertThat(gone.proof())
                        .contains("is another one now, which started only at "));
        sleeper.destroyForcibly().onExit().join();
        assertThat(machine.look(pid, Instant.now())).isEqualTo(new Seen.Gone("this machine has no process " + pid));
    }

    private Holder judged(HeldLock lock, HeldLock... others) {
        var policy = new LockHealing(true, Duration.ofMinutes(30), List.of(), Duration.ofHours(24));
        return new DeadHolder(policy, proc.machine(), NOW).of(lock, List.of(others));
    }

    private static HeldLock lock(long age) {
        return held("nas", age);
    }

    private static HeldLock held(String host, long age) {
        var time = minutes(age);
        return new HeldLock("a" + age, new Lock(time.atOffset(ZoneOffset.UTC), true, host, "me", PID), time);
    }

    private static Instant minutes(long ago) {
        return NOW.minus(Duration.ofMinutes(ago));
    }
}
