package io.homelab.activities.git;

import io.homelab.lab.definition.Marker;
import org.eclipse.jgit.revwalk.RevCommit;

/** What proves a commit to be of a promotion of ours to one cluster; a copy of its words without our mark is nobody's. */
final class Marks {
    /** The trailer that says which write of a promotion made a commit. */
    static final String KEY = "Homelab-Promotion";

    static final String MARKER = "Homelab-Marker";

    private final byte[] labKey;
    private final String cluster;

    Marks(byte[] labKey, String cluster) {
        this.labKey = labKey.clone();
        this.cluster = cluster;
    }

    /** The mark of one write. */
    String of(String key) {
        return Marker.of(labKey, "promotion/" + cluster + "/" + key).value();
    }

    /** Whether that write made the commit. */
    boolean on(RevCommit commit, String key) {
        return commit.getFooterLines(KEY).contains(key)
                && commit.getFooterLines(MARKER).contains(of(key));
    }

    /** Whether any write of ours made the commit. */
    boolean on(RevCommit commit) {
        return commit.getFooterLines(KEY).stream().anyMatch(key -> on(commit, key));
    }
}
