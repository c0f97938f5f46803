package io.homelab.activities.proxmox;

import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What goes wrong around one call of Proxmox. */
enum Mishap {
    THE_ANSWER_IS_LOST {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.DROP_REPLY, operation, 1, 0, "");
        }
    },
    THE_PROXY_LOSES_THE_ANSWER {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.STATUS_AFTER, operation, 1, 596, "Connection timed out");
        }
    },
    A_DUPLICATE_COMES_LATE {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.DUPLICATE, operation, 1, 0, "");
        }
    },
    A_LOST_CALL_LANDS_AFTER_ITS_RETRY {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.CUT, operation, 1, 0, "");
            fault(world, Kind.DUPLICATE, operation, 1, 0, "");
        }
    },
    ERROR_500 {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.STATUS, operation, 2, 500, "got no worker upid - start worker failed");
        }
    },
    ERROR_596 {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.STATUS, operation, 2, 596, "Connection timed out");
        }
    },
    SLOW_DOWN {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.STATUS, operation, 2, 429, "Too Many Requests");
        }
    },
    THE_LOCK_IS_TAKEN {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.STATUS, operation, 3, 500, LOCKED);
        }
    },
    THE_TASK_MEETS_A_LOCK {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.TASK_FAILS, operation, 2, 0, LOCKED);
        }
    },
    THE_WORKER_VANISHES {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.TASK_VANISHES, operation, 1, 0, "");
        }
    },
    THE_TASK_IS_FORGOTTEN {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.STATUS, "/tasks/{upid}/status", 1, 400, FORGOTTEN);
        }
    },
    THE_TASK_FAILS_AND_ITS_LOG_IS_GONE {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.TASK_FAILS, operation, 1, 0, "got timeout");
            fault(world, Kind.STATUS, "/tasks/{upid}/log", 1, 400, FORGOTTEN);
        }
    },
    PROXMOX_RESTARTS {
        @Override
        void arm(Lab world, String operation) {
            fault(world, Kind.DROP_REPLY, operation, 1, 0, "");
            world.world().faults().arm(new Fault(Kind.CUT, "proxmox", null, null, 6, 8, 0, "", Duration.ZERO));
        }
    };

    private static final String LOCKED = "can't lock file '/var/lock/qemu-server/lock-201.conf' - got timeout";
    private static final String FORGOTTEN = "Parameter verification failed. upid: no such task";

    /** Between the first and the second time, real time. */
    private static final Duration LATE = Duration.ofMillis(60);

    abstract void arm(Lab world, String operation);

    private static void fault(Lab world, Kind kind, @Nullable String operation, int times, int status, String message) {
        world.world().faults().arm(new Fault(kind, "proxmox", operation, null, 0, times, status, message, LATE));
    }

    /** Whether the accepted work comes to a bad end, so that it must be asked for again. */
    boolean endsTheTask() {
        return this == THE_TASK_MEETS_A_LOCK
                || this == THE_WORKER_VANISHES
                || this == THE_TASK_FAILS_AND_ITS_LOG_IS_GONE;
    }

    /** In the words of a test's name. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
