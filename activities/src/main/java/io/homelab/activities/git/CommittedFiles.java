package io.homelab.activities.git;

import io.homelab.activities.labfile.OpenLab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** The files of a commit of the lab's Git repository, by their path in it; looks only. */
public final class CommittedFiles {
    private static final long LARGEST = 1 << 20;

    private final GitClones clones;

    public CommittedFiles(GitClones clones) {
        this.clones = clones;
    }

    /** The file of that path, or all below it when it is a directory, as text; empty when there is neither. */
    public Map<String, String> find(OpenLab lab, String commit, String path) {
        return clones.with(lab, clone -> read(clone, clone.fetched(commit), path));
    }

    private static Map<String, String> read(GitClone clone, RevCommit commit, String path) throws IOException {
        var found = new TreeMap<String, String>();
        try (var walk = new TreeWalk(clone.copy())) {
            walk.addTree(commit.getTree());
            walk.setFilter(PathFilter.create(path));
            walk.setRecursive(true);
            while (walk.next()) {
                if (walk.getFileMode(0) == FileMode.GITLINK) {
                    continue; // another repository's commit
                }
                var blob = clone.copy().open(walk.getObjectId(0));
                if (blob.getSize() <= LARGEST) {
                    found.put(walk.getPathString(), new String(blob.getBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return found;
    }
}
