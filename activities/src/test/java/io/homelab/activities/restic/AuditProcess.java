package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabProperties;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import io.homelab.workflows.backup.SetRef;
import java.nio.file.Path;
import java.util.Map;

/** An audit in a process of its own, which can be killed; its standard output ends with what it has seen. */
final class AuditProcess {
    private AuditProcess() {}

    /** @param words the directory of a lab file, the id of its snapshot, and the run */
    public static void main(String[] words) {
        try {
            audit(words);
            System.exit(0); // the environment of an activity leaves threads
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void audit(String[] words) {
        var home = Path.of(words[0]);
        var state = home.resolve("state");
        var labs = new LabReader(
                new LabProperties(home.resolve("lab.yaml"), state, home.resolve("cache")),
                home.resolve("identity.txt"),
                Map.of("PROXMOX_TOKEN", "secret"));
        var audit = new ResticPackAudit(
                labs,
                new Transports(Gate.OPEN),
                RepositoryInTest.restic(state.resolve("cache")),
                state,
                LabClock.system());
        var request = new AuditRequest(new SetRef("offsite", words[1]), words[2], true);
        try (var attempts = new Attempts()) {
            attempts.once(() -> audit.plan(request));
            attempts.once(() -> audit.audit(request))
                    .checks()
                    .forEach(check -> System.out.println("seen: " + check.check() + " " + check.verdict()));
        }
    }
}
