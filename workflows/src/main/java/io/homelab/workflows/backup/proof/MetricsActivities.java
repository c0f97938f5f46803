package io.homelab.workflows.backup.proof;

import io.homelab.workflows.backup.BackupReport;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Leaves what a verification has measured where Prometheus finds it. */
@ActivityInterface
public interface MetricsActivities {
    /** Writes the numbers of each set of the report anew; those of sets that it has not looked at stay as they are. */
    @ActivityMethod(name = "WriteBackupMetrics")
    MetricsWritten write(BackupReport report);

    /** @param seen in a sentence; null when the lab file wants none */
    record MetricsWritten(@Nullable String seen) {}
}
