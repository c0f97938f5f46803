package io.homelab.activities.prometheus;

import io.homelab.workflows.promotion.Reading;

/** One thing that a sample asks; it must answer within seconds, with a reason when there is no usable number. */
@FunctionalInterface
public interface Question {
    Reading ask();
}
