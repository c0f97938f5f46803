package io.homelab.simulator.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The record of every call, from which verdicts are computed: "no duplicate", "no write", "nothing foreign touched". */
public interface CallLog {
    /** W3C baggage, which a caller may send with any call: kept among the details as it came, and never read here. */
    String BAGGAGE = "baggage";

    /** Appends a call; {@code number} and {@code at} are given by the log. */
    Call record(Draft draft);

    /** Calls with a number above {@code after}, oldest first. */
    List<Call> since(long after);

    /** The number of the newest call; 0 when there was none. */
    long last();

    /** What a face knows of a call when it has been answered (or cut). */
    record Draft(
            String system,
            String operation,
            String target,
            boolean mutating,
            boolean committed,
            String client,
            int status,
            Map<String, String> details) {
        public Draft {
            details = Map.copyOf(details);
        }
    }

    /**
     * One call.
     *
     * @param system proxmox, talos, kubernetes, factory, charts …
     * @param operation the route with its placeholders, such as {@code POST /nodes/{node}/qemu} or
     *     {@code /machine.MachineService/Bootstrap} or {@code PATCH daemonsets.apps}
     * @param target what it was about: a VMID, a node address, {@code namespace/name}
     * @param mutating whether this operation can change anything
     * @param committed whether it did change something
     * @param client who called: token id, certificate subject, or {@code anonymous}
     * @param status the HTTP status, or the gRPC code; 0 when the connection was cut before an answer
     */
    record Call(
            long number,
            Instant at,
            String system,
            String operation,
            String target,
            boolean mutating,
            boolean committed,
            String client,
            int status,
            Map<String, String> details) {
        public Call {
            details = Map.copyOf(details);
        }
    }
}
