package io.homelab.workflows.backup;

import java.util.List;

/**
 * What a run needs to know of the backups; everything else is read by activities from the snapshot.
 *
 * @param snapshot of the lab file
 * @param sets the names of those that are verified, in the file's order
 * @param buckets the names of those of them that are in a bucket of an S3 server
 */
public record BackupSpec(String lab, String snapshot, boolean simulated, List<String> sets, List<String> buckets) {
    public BackupSpec {
        sets = sets == null ? List.of() : List.copyOf(sets);
        buckets = buckets == null ? List.of() : List.copyOf(buckets);
    }
}
