package io.homelab.workflows.backup;

import io.homelab.workflows.failure.FailureReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one check has seen of a backup set.
 *
 * @param set its name
 * @param check what was looked at, such as {@code snapshots of host nas}
 * @param seen in a sentence
 * @param details one finding each; empty when there is no more to say
 * @param remedy what to do about it; null when there is nothing to do
 */
public record BackupCheck(
        String set,
        String check,
        CheckVerdict verdict,
        String seen,
        List<String> details,
        @Nullable String remedy) {
    public BackupCheck {
        details = details == null ? List.of() : List.copyOf(details);
    }

    /** Nothing is wrong. */
    public static BackupCheck pass(String set, String check, String seen) {
        return new BackupCheck(set, check, CheckVerdict.PASS, seen, List.of(), null);
    }

    /** Something is wrong. */
    public static BackupCheck fail(String set, String check, String seen, List<String> details, String remedy) {
        return new BackupCheck(set, check, CheckVerdict.FAIL, seen, details, remedy);
    }

    /** Nobody knows. */
    public static BackupCheck unknown(String set, String check, String seen, String remedy) {
        return new BackupCheck(set, check, CheckVerdict.UNKNOWN, seen, List.of(), remedy);
    }

    /** It could not be looked at. */
    public static BackupCheck unknown(String set, String check, FailureReport why) {
        return new BackupCheck(
                set,
                check,
                CheckVerdict.UNKNOWN,
                why.what() + (why.where() == null ? "" : " (" + why.where() + ")"),
                List.of(),
                why.remedy());
    }
}
