package io.homelab.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Everything that takes time. Real-life durations are the defaults; a world has one factor that scales them all. */
public interface Physics {
    /** What takes time, with a typical duration on one mini PC with NVMe storage. */
    enum Process {
        TASK_QUEUE(Duration.ofMillis(400)),
        VM_CREATE(Duration.ofSeconds(6)),
        VM_START(Duration.ofSeconds(3)),
        VM_STOP(Duration.ofSeconds(2)),
        VM_SHUTDOWN(Duration.ofSeconds(12)),
        VM_DESTROY(Duration.ofSeconds(4)),
        VM_CONFIG(Duration.ofSeconds(1)),
        IMAGE_IMPORT(Duration.ofSeconds(5)),
        BOOT_FROM_ISO(Duration.ofSeconds(35)),
        BOOT_FROM_DISK(Duration.ofSeconds(25)),
        TALOS_INSTALL(Duration.ofSeconds(55)),
        TALOS_SERVICES_START(Duration.ofSeconds(6)),
        ETCD_START(Duration.ofSeconds(10)),
        CONTROL_PLANE_START(Duration.ofSeconds(40)),
        KUBELET_REGISTER(Duration.ofSeconds(12)),
        POD_START(Duration.ofSeconds(8)),
        CNI_START(Duration.ofSeconds(25));

        private final Duration realLife;

        Process(Duration realLife) {
            this.realLife = realLife;
        }

        /** How long it takes when nothing is scaled. */
        public Duration realLife() {
            return realLife;
        }
    }

    /** How long the process takes in this world. */
    Duration duration(Process process);

    /** Runs {@code then} when the process is over, on a thread of the world; the interval is recorded for {@link #intervals}. */
    Running start(Process process, String subject, Runnable then);

    /** The recorded intervals, oldest first. */
    List<Interval> intervals();

    /** A process under way. */
    interface Running {
        /** Stops it: {@code then} will not run. The interval is recorded up to now. */
        void cancel();
    }

    /** One process that ran on one subject, in the world's time. */
    record Interval(Process process, String subject, Instant from, Instant to) {}
}
