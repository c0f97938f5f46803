package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.real.RealServers;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.LockActivities.DeadLock;
import io.homelab.workflows.backup.LockActivities.LockRemoved;
import io.homelab.workflows.backup.LockActivities.RemoveLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real restic processes that hold real locks, and die or only seem to; our clock runs ahead, since restic's cannot be set. */
class ResticLocksTest extends OnARepository {
    private static final String SOURCES = "[{host: nas}]";

    private final List<Process> holders = new ArrayList<>();
    private final List<String> mutating = Collections.synchronizedList(new ArrayList<>());
    private Duration ahead = Duration.ofMinutes(31);
    private ThisMachine machine = new ThisMachine();
    private int labs;

    @AfterEach
    void nobodyHoldsAnything() throws IOException {
        holders.forEach(holder -> holder.destroyForcibly().onExit().join());
        for (var lock : repository.files("locks")) {
            Files.delete(lock);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLockOfTheDeadGoesAndThatOfTheStoppedStays(boolean directory) throws Exception {
        var stopped = holder();
        var dead = holder();
        signal("STOP", stopped);
        dead.destroyForcibly().onExit().join();
        var lab = directory ? inDirectory() : lab("");

        var found = find(lab);
        assertThat(found).singleElement().satisfies(lock -> {
            assertThat(lock.holder()).startsWith("process " + dead.pid() + " of ");
            assertThat(lock.proof()).isEqualTo("this machine has no process " + dead.pid());
            assertThat(lock.since()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        });

        assertThat(remove(lab, found.getFirst())).isEqualTo(new LockRemoved(true, "removed, and seen to be gone"));

        assertThat(repository.files("locks")).hasSize(1);
        assertThat(find(lab)).isEmpty();
        if (!directory) {
            assertThat(mutating).containsExactly("s3 DELETE /{bucket}/{key}");
        }
        signal("CONT", stopped);
        assertThat(stopped.isAlive()).isTrue();
    }

    @Test
    void whoDiedOnlyJustNowIsLeftToRestic() throws Exception {
        ahead = Duration.ofMinutes(29);
        holder().destroyForcibly().onExit().join();

        assertThat(find(lab(""))).isEmpty();
    }

    @Test
    void nobodyIsDeadWhoIsFoundOnASecondLook() throws Exception {
        var alive = holder();
        var lab = lab("");
        machine = another(Files.readString(Path.of("/proc/sys/kernel/hostname")));
        var found = find(lab);
        assertThat(found).as("a machine without processes").hasSize(1);
        machine = new ThisMachine();

        var removed = remove(lab, found.getFirst());

        assertThat(removed.removed()).isFalse();
        assertThat(removed.seen())
                .isEqualTo("kept, since on a second look process " + alive.pid() + " is there: restic");
        assertThat(repository.files("locks")).hasSize(1);
    }

    @Test
    void theLockOfAnotherHostGoesOnlyWhenTheLabFileNamesItAndAfterItsTime() throws Exception {
        holder().destroyForcibly().onExit().join();
        machine = another("somewhere-else");
        var here = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        var named = lab("locks: {otherHosts: [" + here + "]}");

        ahead = Duration.ofDays(400);
        assertThat(find(lab(""))).isEmpty();
        ahead = Duration.ofHours(23);
        assertThat(find(named)).isEmpty();
        ahead = Duration.ofHours(25);
        assertThat(find(named)).singleElement().satisfies(lock -> assertThat(lock.proof())
                .matches("not heard of for 25h, and the lab file says that 24h are enough for " + here));
    }

    @Test
    void aLockThatIsGoneIsRemovedOnceMore() throws Exception {
        holder().destroyForcibly().onExit().join();
        var lab = lab("");
        var found = find(lab).getFirst();
        remove(lab, found);

        assertThat(remove(lab, found)).isEqualTo(new LockRemoved(true, "gone when it was looked at again"));
    }

    @Test
    void whoMayOnlyLookRemovesNothing() throws Exception {
        holder().destroyForcibly().onExit().join();
        var lab = lab("");
        var found = find(lab).getFirst();

        assertThatThrownBy(() ->
                        attempts.once(() -> ReadOnly.call(() -> locks(lab).remove(new RemoveLock(lab.set(), found)))))
                .hasMessageContaining("a plan tried to write: s3 DELETE");
        assertThat(repository.files("locks")).hasSize(1);
    }

    @Test
    void resticItselfCanLockItAloneAfterwards() throws Exception {
        var dead = holder();
        dead.destroyForcibly().onExit().join();
        var lab = lab("");
        remove(lab, find(lab).getFirst());

        repository.restic("prune"); // it fails when there is a lock
    }

    private Process holder() throws IOException {
        var before = repository.files("locks").size();
        var holder = repository.waitingBackup();
        holders.add(holder);
        RealServers.until(
                "restic takes another lock", () -> repository.files("locks").size() > before);
        return holder;
    }

    private static void signal(String name, Process process) throws IOException {
        var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.onExit().join().exitValue()).isZero();
    }

    private List<DeadLock> find(RepositoryInTest.Taken lab) {
        return attempts.once(() -> locks(lab).find(lab.set())).locks();
    }

    private LockRemoved remove(RepositoryInTest.Taken lab, DeadLock lock) {
        return attempts.once(() -> locks(lab).remove(new RemoveLock(lab.set(), lock)));
    }

    private ResticLocks locks(RepositoryInTest.Taken lab) {
        var transports = new Transports(call -> {
            if (call.mutating()) {
                mutating.add(call.system() + " " + call.operation());
            }
            return Gate.OPEN.leave(call);
        });
        return new ResticLocks(
                lab.lab().reader(), transports, restic(), () -> Instant.now().plus(ahead), machine);
    }

    /** A machine of that name without a process. */
    private ThisMachine another(String name) throws IOException {
        return new ProcInTest(Files.createTempDirectory(home, "proc"))
                .named(name)
                .machine();
    }

    private RepositoryInTest.Taken lab(String more) throws IOException {
        return repository.lab(home.resolve("lab-" + ++labs), SOURCES, more);
    }

    private RepositoryInTest.Taken inDirectory() throws IOException {
        return lab("").with(
                        repository.url(),
                        repository.local().toString(),
                        "      accessKey: file:" + home.resolve("lab-" + labs + "/access") + "\n",
                        "",
                        "      secretKey: file:" + home.resolve("lab-" + labs + "/secret") + "\n",
                        "");
    }
}
