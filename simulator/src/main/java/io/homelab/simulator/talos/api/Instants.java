package io.homelab.simulator.talos.api;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Moments as protobuf has them. */
final class Instants {
    private Instants() {}

    static Timestamp proto(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }
}
