package io.homelab.activities.git;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Beats the activity's heart while Git works. */
final class Beats extends EmptyProgressMonitor {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private LabClock.Stopwatch since = LabClock.stopwatch();
    private String task = "";

    @Override
    public void beginTask(String title, int total) {
        task = title;
        Await.beat(task);
    }

    @Override
    public void update(int completed) {
        if (since.elapsed().compareTo(PAUSE) > 0) {
            since = LabClock.stopwatch();
            Await.beat(task);
        }
    }
}
