package io.homelab.workflows.backup;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Looks at what was backed up, and when. */
@ActivityInterface
public interface BackupSnapshotActivities {
    /**
     * Whether everything that must be in the set has a snapshot, and a young enough one; a check for each. AUTH and CONFIG when
     * the repository cannot be opened, TRANSIENT when it does not answer.
     */
    @ActivityMethod(name = "CheckSnapshots")
    Checks check(SetRef set);

    /**
     * Whether the youngest snapshot of everything that must be in the set holds what it must, and has about the size of the one
     * before; a check for each. Fails as {@link #check} does.
     */
    @ActivityMethod(name = "CheckContent")
    Checks content(SetRef set);

    /** What was seen. */
    record Checks(List<BackupCheck> checks) {
        public Checks {
            checks = checks == null ? List.of() : List.copyOf(checks);
        }
    }
}
