package io.homelab.workflows.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
    @Test
    void addsAlongOneBranch() {
        var path = CriticalPath.start();

        path.add(Duration.ofSeconds(3));
        path.add(Duration.ofSeconds(4));

        assertThat(path.length()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void joinsAtTheLongestBranchAndNotAtTheSum() {
        var path = CriticalPath.start();
        path.add(Duration.ofSeconds(10));
        var slow = path.fork();
        var quick = path.fork();
        slow.add(Duration.ofSeconds(30));
        quick.add(Duration.ofSeconds(5));

        path.join(slow);
        path.join(quick);

        assertThat(path.length()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aBranchThatWasWaitedForElsewhereCostsNothing() {
        var path = CriticalPath.start();
        var lane = path.fork();
        lane.add(Duration.ofSeconds(20));
        path.add(Duration.ofSeconds(25));

        path.join(lane);

        assertThat(path.length()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void aForkDoesNotHearOfLaterWaiting() {
        var path = CriticalPath.start();
        var lane = path.fork();

        path.add(Duration.ofSeconds(5));

        assertThat(lane.length()).isZero();
    }
}
