package io.homelab.simulator.proxmox;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A task as its log directory keeps it. */
record TaskDocument(
        String upid,
        String node,
        long pid,
        long pstart,
        long starttime,
        String type,
        String id,
        String user,
        @Nullable String token,
        boolean running,
        @Nullable String exitstatus,
        long endtime,
        List<String> log) {
    private static final Pattern UPID =
            Pattern.compile("UPID:([a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?):([0-9A-Fa-f]{8})"
                    + ":([0-9A-Fa-f]{8,9}):([0-9A-Fa-f]{8}):([^:\\s/]+):([^:\\s/]*):([^:\\s/]+):");

    static boolean isUpid(String text) {
        return UPID.matcher(text).matches();
    }

    TaskDocument ended(String status, long at, List<String> lines) {
        return new TaskDocument(
                upid, node, pid, pstart, starttime, type, id, user, token, false, status, at, List.copyOf(lines));
    }

    /** What task lists show as its status. */
    String status() {
        return exitstatus == null ? "running" : exitstatus;
    }
}
