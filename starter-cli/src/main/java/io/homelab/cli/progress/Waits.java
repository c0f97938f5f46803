package io.homelab.cli.progress;

import java.util.Map;
import java.util.Optional;

/** What each kind of activity waits for, in words; by name, since runs of other versions have other kinds. */
final class Waits {
    private static final Map<String, String> FOR = Map.ofEntries(
            Map.entry("TakeLabSnapshot", "the worker has read the lab file and kept a copy of it"),
            Map.entry("CheckPreflight", "Proxmox has been asked for everything that would go wrong later"),
            Map.entry("PlanBootstrap", "the lab has been compared with the lab file"),
            Map.entry("EnsureImage", "the Talos image is fetched and uploaded to Proxmox"),
            Map.entry("ReserveMachines", "Proxmox has said which machine ids are taken"),
            Map.entry("EnsureClusterSecrets", "the cluster's keys are made, which takes seconds, and stored"),
            Map.entry("EnsureMachine", "Proxmox has made or changed the machine, one at a time per storage"),
            Map.entry("EnsureMachineRunning", "Proxmox has switched the machine on"),
            Map.entry("AwaitMachineApi", "the machine has booted, has an address, and Talos answers there"),
            Map.entry("EnsureMachineConfig", "Talos has judged its machine configuration and taken it"),
            Map.entry("AwaitInstalled", "Talos has installed to disk and is back from its reboot"),
            Map.entry("EnsureEtcdBootstrapped", "etcd is up, or back, on the control planes"),
            Map.entry("EnsureCredentials", "a control plane has given out a kubeconfig"),
            Map.entry("AwaitKubernetesApi", "the Kubernetes API answers at the endpoint"),
            Map.entry("EnsureAddon", "the API server has taken the objects of an add-on and shows them"),
            Map.entry("AwaitNodesReady", "every node is registered and Ready, for which the network add-on must run"),
            Map.entry(
                    "EnsureGitOps", "ArgoCD has its account and its root application, and has read the Git repository"),
            Map.entry("CheckClusterCriteria", "the acceptance criteria have been looked at"),
            Map.entry("CheckRunCriteria", "the acceptance criteria that the run can prove have been looked at"),
            Map.entry("RecordBootstrap", "the signed report is written on the worker's disk"),
            Map.entry("ListOwnMachines", "Proxmox has named every machine that carries our mark"),
            Map.entry("DestroyMachine", "Proxmox has stopped and destroyed the machine"),
            Map.entry("ForgetClusterSecrets", "the cluster's secrets are removed from the secret store"),
            Map.entry("FindAdoptable", "Proxmox has described the machines that a person wants to be ours"),
            Map.entry("AdoptMachine", "Proxmox has put our mark on the machine"),
            Map.entry("AdoptClusterSecrets", "the cluster's secrets are read from its first control plane"),
            Map.entry("FindOrphans", "Proxmox and the secret store have been searched for what is left over"),
            Map.entry(
                    "AwaitGoAhead",
                    "promotions are not halted (homelab promote resume) and no freeze window is open; for days if need be"),
            Map.entry(
                    "ResolveRelease",
                    "the Git repository has been fetched and compared with itself, cluster by cluster"),
            Map.entry("CompareRevision", "the Git repository has said whether two commits are the same to a cluster"),
            Map.entry(
                    "CommitRelease",
                    "the Git server has taken the commit of a promotion, or its pull request is merged"),
            Map.entry(
                    "AwaitDeployed",
                    "ArgoCD has synced the applications to the commit, and they are healthy and stay so"),
            Map.entry(
                    "SyncApplications",
                    "ArgoCD has synced the applications of this wave to the commit, and they are healthy and stay so"),
            Map.entry("LookAtApplications", "ArgoCD has said how the applications are"),
            Map.entry("WatchStability", "Prometheus has answered the gate's checks for the whole soak"),
            Map.entry("FindProved", "the evidence store has said what was proved before"),
            Map.entry("RecordPromotion", "the signed report of the promotion is written on the worker's disk"),
            Map.entry("ReadDeployment", "the lab file has been read for a deployment"),
            Map.entry("ResolvePush", "the Git repository has been fetched and said what the commit changes"),
            Map.entry(
                    "ReportDeployment", "GitHub has taken how the deployment stands; for a minute and a half at most"),
            Map.entry("ReadPromotion", "the lab file's promotion has been read"),
            Map.entry("ReadBackups", "the lab file's backups have been read"),
            Map.entry("CheckSnapshots", "restic has said what was backed up, and when"),
            Map.entry("CheckLocks", "restic has said who has locked the repository"),
            Map.entry("CheckBucket", "the S3 server has said what it promises of the bucket"),
            Map.entry("CheckContent", "restic has said how large the youngest snapshots are, and what is in them"),
            Map.entry("FindDeadLocks", "restic has said who has locked the repository, and this machine who is gone"),
            Map.entry("RemoveDeadLock", "the lock of somebody who is gone is deleted, and seen to be gone"),
            Map.entry("CheckMetadata", "restic has compared indexes, snapshots and packs; for minutes if need be"),
            Map.entry("EstimatePackAudit", "the repository's packs are listed, to say how much is due"),
            Map.entry("PlanPackAudit", "the repository's packs are listed, and those that are due are chosen"),
            Map.entry("AuditPacks", "the packs that are due are read byte for byte; for hours if need be"),
            Map.entry(
                    "CheckDeep",
                    "restic has read and decrypted a part of the packs, if it is due; for hours if need be"),
            Map.entry(
                    "DrillRestore",
                    "restic has brought a few files back, and they are compared; for minutes if need be"),
            Map.entry("PlanBackup", "the lab file and the paths of this machine have been looked at"),
            Map.entry("TakeBackup", "restic has backed up; for hours if need be"),
            Map.entry("RecordBackupRun", "the signed report of the backup is written on the worker's disk"),
            Map.entry("PlanRestore", "restic has listed what comes back; for minutes when it is much"),
            Map.entry("RestoreFiles", "restic has brought it to a place beside the target; for hours if need be"),
            Map.entry("CompareRestored", "each file that came back has been read"),
            Map.entry("PublishRestored", "what came back is moved to its target"),
            Map.entry("DiscardRestored", "what came back is removed again"),
            Map.entry("RecordRestore", "the signed report of the restore is written on the worker's disk"),
            Map.entry("RecordBackups", "the signed report of the verification is written on the worker's disk"),
            Map.entry("ReadProofPromises", "the lab file has been read for the proofs that there have to be"),
            Map.entry("TellProofs", "the watch of proofs has taken what was proved"),
            Map.entry("WriteBackupMetrics", "the numbers of the verification are written for Prometheus"),
            Map.entry("SendHeartbeat", "a monitor elsewhere has answered; for a minute and a half at most"),
            Map.entry("CheckPool", "Proxmox has said how the pool and its devices are"),
            Map.entry(
                    "CheckPoolSnapshots",
                    "the hypervisor has listed its snapshots over SSH, and sanoid has said what it thinks of them"),
            Map.entry("ReadBackupInstall", "the lab file's clusters and their storage have been read"),
            Map.entry("CheckBackupStorage", "the buckets have been listed with the keys that the cluster is to get"),
            Map.entry("PutBackupKeys", "the Secrets that Velero and VolSync read their keys from are in the cluster"),
            Map.entry("AwaitVelero", "Velero runs, reaches its bucket, and has taken its schedules"),
            Map.entry(
                    "TakeFirstBackups",
                    "Velero has taken a backup of each schedule that has none; for hours if need be"),
            Map.entry("CheckVelero", "the cluster has shown Velero's resources"),
            Map.entry("CheckVolSync", "the cluster has shown when its volumes were replicated"),
            Map.entry("PlanNamespace", "the backup that a namespace comes back from is chosen"),
            Map.entry(
                    "FenceNamespace",
                    "the namespace that it comes back to is made, and what a dead drill left is gone"),
            Map.entry("RestoreNamespace", "Velero has restored the namespace; for hours if need be"),
            Map.entry("SettleNamespace", "the pods that came back are ready"),
            Map.entry("ProbeNamespace", "the services that came back have answered"),
            Map.entry("CompareNamespace", "each object that came back is compared with the backup's archive"),
            Map.entry("RemoveNamespace", "the copy of the namespace is gone, and what was made beside it"),
            Map.entry("TidyNamespace", "what the restore made beside the namespace is gone"),
            Map.entry("NoteNamespaceDrill", "the worker has written down what the drill has shown"),
            Map.entry("RecordNamespaceRestore", "the signed report of the restore is written on the worker's disk"),
            Map.entry("NotifyPerson", "ntfy has taken a notice; the run itself does not wait for it"));

    private Waits() {}

    static Optional<String> words(String activity) {
        return Optional.ofNullable(FOR.get(activity));
    }
}
