package io.homelab.cli.rehearsal;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.controlplane.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A real restic repository in a real S3 server. Whole, it passes; whatever is then done to it, exactly that must be found; looking
 * must have changed nothing; and what was backed up comes back.
 */
public final class BackupScenario {
    private final BackupLab lab;
    private final ControlPlane controlPlane;
    private final PoolsInRehearsal pools;
    private final Consumer<String> say;

    public BackupScenario(Installation installation, ControlPlane controlPlane, Consumer<String> say) {
        this.lab = new BackupLab(installation, controlPlane);
        this.controlPlane = controlPlane;
        this.pools = new PoolsInRehearsal(controlPlane);
        this.say = say;
    }

    /**
     * Plays it; the exit code of the first command that did not end as it should.
     *
     * @param verify the words of the verification
     */
    public int play(List<String> verify, Commands commands) {
        try {
            say.accept(lab.prepare());
            var taken = commands.run(List.of("backup", "run", "--set", lab.set()));
            if (taken != ExitCode.DONE.code()) {
                return taken;
            }
            lab.more().keepCanary();
            var before = lab.digests();
            say.accept("as it was backed up:");
            var whole = commands.run(verify);
            if (whole != ExitCode.DONE.code()) {
                return whole;
            }
            for (var fault : BackupFault.of(lab)) {
                if (!new FoundFault(lab, say).isFound(fault, full(verify), commands)) {
                    return ExitCode.FAILED.code();
                }
            }
            if (!new LocksInRehearsal(lab).heal(full(verify), commands, say)) {
                return ExitCode.FAILED.code();
            }
            say.accept(pools.prepare());
            for (var fault : pools.faults()) {
                if (!new FoundFault(lab, say).isFound(fault, pools.verify(), commands)) {
                    return ExitCode.FAILED.code();
                }
            }
            say.accept("all of it put right again:");
            var repaired = commands.run(full(verify));
            if (repaired != ExitCode.DONE.code()) {
                return repaired;
            }
            if (!before.equals(lab.digests())) {
                say.accept("looking has changed what was looked at");
                return ExitCode.FAILED.code();
            }
            say.accept("the digests of all " + before.size() + " objects are what they were before");
            var restored = new RestoreScenario(lab, say, commands).play();
            return restored == ExitCode.DONE.code()
                    ? new ClusterScenario(lab, controlPlane, say, commands).play()
                    : restored;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot play the rehearsal: " + e.getMessage(), e);
        }
    }

    /** What was read a minute ago is not due again. */
    private static List<String> full(List<String> verify) {
        var words = new ArrayList<>(verify);
        if (!words.contains("--full")) {
            words.add("--full");
        }
        return words;
    }
}
