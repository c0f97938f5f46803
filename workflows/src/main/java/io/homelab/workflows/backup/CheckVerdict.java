package io.homelab.workflows.backup;

import java.util.Collection;

/** What a check says; the later one counts where there are several. */
public enum CheckVerdict {
    PASS,
    /** It could not be looked at; that is no pass. */
    UNKNOWN,
    FAIL;

    /** The worst of several; without any, nothing is known. */
    public static CheckVerdict worst(Collection<BackupCheck> checks) {
        return checks.stream().map(BackupCheck::verdict).max(Enum::compareTo).orElse(UNKNOWN);
    }
}
