package io.homelab.activities.restic.restore;

/** Lines as GNU sha256sum writes and checks them. */
final class Checksums {
    private Checksums() {}

    /** @param path relative to the directory in which they are checked */
    static String line(String digest, String path) {
        var escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(path) ? "" : "\\") + digest + "  " + escaped + "\n";
    }
}
