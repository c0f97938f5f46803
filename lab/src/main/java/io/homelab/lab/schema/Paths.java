package io.homelab.lab.schema;

import java.util.regex.Pattern;

/** Paths as people write them: clusters.dev.nodes[0].mac, with quotes around keys that are not plain. */
public final class Paths {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private Paths() {}

    /** The path of a field of an object. */
    public static String field(String parent, String key) {
        if (!PLAIN.matcher(key).matches()) {
            return parent + "[\"" + key + "\"]";
        }
        return parent.isEmpty() ? key : parent + "." + key;
    }

    /** The path of an item of a list. */
    public static String item(String parent, int index) {
        return parent + "[" + index + "]";
    }

    /** The path one step up, or empty at the root. */
    static String parent(String path) {
        if (path.endsWith("]")) {
            var quoted = path.endsWith("\"]");
            return path.substring(0, Math.max(0, quoted ? path.lastIndexOf("[\"") : path.lastIndexOf('[')));
        }
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }
}
