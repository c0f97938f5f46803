package io.homelab.activities.restic;

import java.util.regex.Pattern;

/** Names of packs. */
final class PackId {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private PackId() {}

    static boolean is(String name) {
        return ID.matcher(name).matches();
    }

    /** Where it is in a repository. */
    static String path(String id) {
        return "data/" + id.substring(0, 2) + "/" + id;
    }
}
