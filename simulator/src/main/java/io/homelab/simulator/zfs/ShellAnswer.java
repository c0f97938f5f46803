package io.homelab.simulator.zfs;

/** How a command ended, and what it said. */
public record ShellAnswer(int code, String out, String err) {
    static ShellAnswer ok(String out) {
        return new ShellAnswer(0, out, "");
    }
}
