package io.homelab.cli.rehearsal;

import io.homelab.cli.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Plants a fault, and sees that a verification finds it and nothing else. */
final class FoundFault {
    private final BackupLab lab;
    private final Consumer<String> say;

    FoundFault(BackupLab lab, Consumer<String> say) {
        this.lab = lab;
        this.say = say;
    }

    boolean isFound(BackupFault fault, List<String> verify, Commands commands) throws IOException {
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
}
