package io.homelab.workflows.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure as a person reads it.
 *
 * @param kind what decides between retry, wait and attention
 * @param what what went wrong, in one sentence, without secrets
 * @param where the system and resource, such as {@code proxmox /nodes/pve1/qemu/110}
 * @param remedy what to do about it, if we know: a command or a change of the lab file
 */
public record FailureReport(
        FailureClass kind,
        String what,
        @Nullable String where,
        @Nullable String remedy) {
    /** The report as one line. */
    public String line() {
        return what + (where == null ? "" : " (" + where + ")") + (remedy == null ? "" : " — " + remedy);
    }
}
