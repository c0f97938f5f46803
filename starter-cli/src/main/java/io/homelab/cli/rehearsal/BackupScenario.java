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
    private final PoolsInRehearsal pools;
    private final Consumer<String> say;

    public BackupScenario(Installation installation, ControlPlane controlPlane, Consumer<String> say) {
        this.lab = new BackupLab(installation, controlPlane);
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
                if (!isFound(fault, full(verify), commands)) {
                    return ExitCode.FAILED.code();
                }
            }
            if (!new LocksInRehearsal(lab).heal(full(verify), commands, say)) {
                return ExitCode.FAILED.code();
            }
            say.accept(pools.prepare());
            for (var fault : pools.faults()) {
                if (!isFound(fault, pools.verify(), commands)) {
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
            return new RestoreScenario(lab, say, commands).play();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot play the rehearsal: " + e.getMessage(), e);
        }
    }

    private boolean isFound(BackupFault fault, List<String> verify, Commands commands) throws IOException {
        say.accept(fault.what());
        fault.plant().make();
        int code;
        try {
            code = commands.run(verify);
        } finally {
            fault.undo().make();
        }
        if (code != ExitCode.FINDINGS.code()) {
            say.accept("that was not found: exit code " + code);
            return false;
        }
        var findings = lab.findings();
        if (!findings.equals(fault.findings())) {
            say.accept("found: " + findings + ", to be found: " + fault.findings());
            return false;
        }
        say.accept("found, and nothing else: " + String.join("; ", findings));
        return true;
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
