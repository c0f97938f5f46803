package io.homelab.workflows.backup.install;

import io.homelab.workflows.progress.Outcome;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a cluster needs to be backed up, beyond what Git brings into it. */
@ActivityInterface
public interface BackupInstallActivities {
    /** Takes a snapshot of the lab file. CONFIG when it has no such cluster, or one without a storage. */
    @ActivityMethod(name = "ReadBackupInstall")
    InstallSpec read(InstallRequest request);

    /**
     * Whether the buckets can be listed with the keys that the cluster is to get. Looks only. AUTH and CONFIG when they cannot,
     * TRANSIENT when a server does not answer.
     */
    @ActivityMethod(name = "CheckBackupStorage")
    Outcome storage(InstallWork work);

    /**
     * Puts the keys into the cluster, as Secrets with our marker; what is there as it should be is left alone. CONFIG when a Secret
     * of that name is somebody else's. Names what it has made, or would make, never what is in it.
     */
    @ActivityMethod(name = "PutBackupKeys")
    Outcome keys(InstallWork work);

    /**
     * Waits until Velero runs on every node, reaches the storage that the lab file names, and has taken the schedules that it
     * names. CONFIG when it is not installed, or backs up to somewhere else.
     */
    @ActivityMethod(name = "AwaitVelero")
    Outcome velero(InstallWork work);

    /**
     * Takes the first backup of each schedule that has no complete one, as the schedule would, and waits for its end. CONFIG when
     * one ends otherwise than complete; what it has left stays, for whoever looks why.
     */
    @ActivityMethod(name = "TakeFirstBackups")
    Outcome firstBackups(InstallWork work);
}
