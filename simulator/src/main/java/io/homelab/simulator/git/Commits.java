package io.homelab.simulator.git;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Writes commits into a bare repository without a work tree. */
public final class Commits {
    private final Repository repository;

    public Commits(Repository repository) {
        this.repository = repository;
    }

    /**
     * What a commit changes.
     *
     * @param files contents by path
     * @param gone files to delete, or everything below a path that ends with a slash
     * @param committer the author's too when null
     */
    public record Change(
            Map<String, byte[]> files,
            List<String> gone,
            String message,
            PersonIdent author,
            @Nullable PersonIdent committer) {}

    /** What a branch points to; zeros when it is not there. */
    public ObjectId head(String branch) throws IOException {
        var ref = repository.exactRef(Constants.R_HEADS + branch);
        var id = ref == null ? null : ref.getObjectId();
        return id == null ? ObjectId.zeroId() : id;
    }

    /**
     * Commits on a branch.
     *
     * @param parent zeros for a first commit
     * @param force whether the branch may lose commits by it
     */
    public ObjectId commit(String branch, Change change, ObjectId parent, boolean force) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree(inserter, parent, change));
            if (!parent.equals(ObjectId.zeroId())) {
                commit.setParentId(parent);
            }
            commit.setAuthor(change.author());
            commit.setCommitter(change.committer() == null ? change.author() : change.committer());
            commit.setMessage(change.message());
            var id = inserter.insert(commit);
            inserter.flush();
            move(branch, id, force ? head(branch) : parent, force);
            return id;
        }
    }

    /** Moves a branch from where it must be. */
    public void move(String branch, ObjectId to, ObjectId expected, boolean force) throws IOException {
        var update = repository.updateRef(Constants.R_HEADS + branch);
        update.setNewObjectId(to);
        update.setExpectedOldObjectId(expected);
        update.setForceUpdate(force);
        update.disableRefLog();
        var result = force ? update.forceUpdate() : update.update();
        switch (result) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {}
            case LOCK_FAILURE, REJECTED -> throw new Moved(branch, head(branch), expected);
            default -> throw new IOException("cannot move " + branch + ": " + result);
        }
    }

    /** The branch was not where it had to be, or would have lost commits. */
    public static final class Moved extends IOException {
        private static final long serialVersionUID = 1;
        private final transient ObjectId actual;

        Moved(String branch, ObjectId actual, ObjectId expected) {
            super(branch + " is at " + actual.name() + " but expected " + expected.name());
            this.actual = actual;
        }

        public ObjectId actual() {
            return actual;
        }
    }

    private ObjectId tree(ObjectInserter inserter, ObjectId parent, Change change) throws IOException {
        var index = DirCache.newInCore();
        if (!parent.equals(ObjectId.zeroId())) {
            try (var walk = new RevWalk(repository);
                    var reader = repository.newObjectReader()) {
                var builder = index.builder();
                builder.addTree(new byte[0], 0, reader, walk.parseCommit(parent).getTree());
                builder.finish();
            }
        }
        var editor = index.editor();
        for (var file : change.files().entrySet()) {
            editor.add(edit(inserter, file.getKey(), file.getValue()));
        }
        for (var path : change.gone()) {
            editor.add(path.endsWith("/") ? new DirCacheEditor.DeleteTree(path) : new DirCacheEditor.DeletePath(path));
        }
        editor.finish();
        return index.writeTree(inserter);
    }

    private static DirCacheEditor.PathEdit edit(ObjectInserter inserter, String path, byte[] contents)
            throws IOException {
        var blob = inserter.insert(Constants.OBJ_BLOB, contents);
        return new DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
                if (entry.getRawMode() == 0) {
                    entry.setFileMode(FileMode.REGULAR_FILE);
                }
                entry.setObjectId(blob);
            }
        };
    }
}
