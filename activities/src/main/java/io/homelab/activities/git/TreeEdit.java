package io.homelab.activities.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Puts whole trees into a tree, by their ids: no file of them is read or written. */
final class TreeEdit {
    private final Map<String, TreeEdit> below = new TreeMap<>();
    private @Nullable Optional<ObjectId> value;

    /** What stands at a path from now on; null for nothing. */
    TreeEdit put(String path, @Nullable ObjectId tree) {
        var edit = this;
        for (var name : path.split("/")) {
            edit = edit.below.computeIfAbsent(name, n -> new TreeEdit());
        }
        edit.value = Optional.ofNullable(tree);
        return this;
    }

    /** The changed tree's id; every tree on the way to a change is written once. */
    ObjectId apply(Repository copy, ObjectInserter inserter, @Nullable ObjectId tree) throws IOException {
        var entries = new TreeMap<byte[], Entry>(Arrays::compareUnsigned);
        if (tree != null) {
            try (var walk = new TreeWalk(copy)) {
                walk.addTree(tree);
                while (walk.next()) {
                    put(entries, new Entry(walk.getNameString(), walk.getFileMode(0), walk.getObjectId(0)));
                }
            }
        }
        for (var change : below.entrySet()) {
            var name = change.getKey();
            var old = Optional.ofNullable(entries.remove(key(name, FileMode.TREE)));
            var now = change.getValue().value != null
                    ? change.getValue().value
                    : Optional.of(change.getValue()
                            .apply(copy, inserter, old.map(Entry::id).orElse(null)));
            if (now.isPresent()) {
                entries.remove(key(name, FileMode.REGULAR_FILE)); // a file in the way
                put(entries, new Entry(name, FileMode.TREE, now.get()));
            }
        }
        var formatter = new TreeFormatter();
        entries.values().forEach(e -> formatter.append(e.name(), e.mode(), e.id()));
        return inserter.insert(formatter);
    }

    private static void put(TreeMap<byte[], Entry> entries, Entry entry) {
        entries.put(key(entry.name(), entry.mode()), entry);
    }

    /** Git sorts a directory as if its name ended in a slash. */
    private static byte[] key(String name, FileMode mode) {
        return (mode == FileMode.TREE ? name + "/" : name).getBytes(StandardCharsets.UTF_8);
    }

    private record Entry(String name, FileMode mode, ObjectId id) {}
}
