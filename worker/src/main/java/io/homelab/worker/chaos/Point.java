package io.homelab.worker.chaos;

import io.homelab.activities.transport.Gate;
import java.util.Optional;

/**
 * A call of a step, whichever machine it is about.
 *
 * @param call system and operation, by our own name
 */
record Point(String step, String kind, String call) {
    /** The point of a call; none when no activity makes it. */
    static Optional<Point> of(Gate.Call call) {
        return call.origin().map(o -> new Point(o.step(), o.kind(), call.system() + " " + call.operation()));
    }
}
