package io.homelab.simulator.control;

import io.homelab.simulator.world.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of the control API. */
final class Requests {
    private Requests() {}

    /** {@code POST /worlds/{w}/faults}: only {@code kind} is needed; it bites once. */
    record FaultOrder(
            Faults.Kind kind,
            @Nullable String system,
            @Nullable String operation,
            @Nullable String target,
            int skip,
            @Nullable Integer times,
            int status,
            @Nullable String message,
            @Nullable Long delayMillis) {
        Faults.Fault fault() {
            return new Faults.Fault(
                    kind,
                    system,
                    operation,
                    target,
                    skip,
                    times == null ? 1 : times,
                    status == 0 ? 500 : status,
                    message == null ? "fault of the simulator" : message,
                    Duration.ofMillis(delayMillis == null ? 0 : delayMillis));
        }
    }

    /** {@code POST /worlds/{w}/clock}: ISO-8601, such as {@code P40D} or {@code -PT5M}. */
    record ClockJump(String jump) {}

    /** {@code POST /worlds/{w}/vms}: a machine that no client made. */
    record ForeignVm(
            int vmid, @Nullable String node, @Nullable Map<String, String> config, boolean running) {}

    /** {@code PATCH /worlds/{w}/vms/{id}}: drift. {@code lock} sets the configuration's lock, an empty one frees it. */
    record Drift(
            @Nullable Map<String, String> set,
            @Nullable List<String> remove,
            @Nullable Boolean running,
            @Nullable String lock) {}

    /** {@code POST /worlds/{w}/vms/{id}/move}. */
    record Move(String node) {}

    /** {@code POST /worlds/{w}/lease}: moves a lease, or switches the DHCP server. */
    record LeaseChange(@Nullable String mac, @Nullable Boolean dhcp) {}

    /** {@code POST /worlds/{w}/storage}: what is free at most (negative lifts it), whether it is enabled. */
    record StorageChange(
            String name, @Nullable Long avail, @Nullable Boolean enabled) {}

    /** {@code POST /worlds/{w}/snippets}: a file that the API takes no upload of. */
    record Snippet(@Nullable String node, String storage, String name, String text) {}

    /** {@code POST /worlds/{w}/pool}: the only one in which the orchestrator may change machines. */
    record Pool(String name) {}

    /** {@code POST /worlds/{w}/privileges}: of the orchestrator's role. */
    record PrivilegeChange(
            @Nullable List<String> revoke, @Nullable List<String> grant) {}

    /** {@code POST /worlds/{w}/git/reachable}. */
    record Reachability(boolean reachable) {}

    /**
     * {@code POST /worlds/{w}/git/{owner}/{name}/commits}: by somebody else.
     *
     * @param files texts by path
     * @param gone files to delete, or everything below a path that ends with a slash
     * @param onto the commit or branch to build upon; when that is not the branch's head, the branch is forced
     */
    record StrangersCommit(
            @Nullable String branch,
            Map<String, String> files,
            @Nullable List<String> gone,
            @Nullable String message,
            @Nullable String author,
            @Nullable String onto) {}

    /** {@code POST /worlds/{w}/s3}: what small S3 servers lack, in front of one with these keys. */
    record S3Front(String upstream, String access, String secret) {
        @Override
        public String toString() {
            return upstream;
        }
    }

    /** {@code POST /worlds/{w}/s3/{bucket}/lifecycle}: S3's own document; without one, or an empty one, the rules are taken away. */
    record Lifecycle(@Nullable String xml) {}
}
