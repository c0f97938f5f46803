package io.homelab.worker;

import io.homelab.activities.backup.LabBackupActivities;
import io.homelab.activities.backup.LabProofs;
import io.homelab.activities.backup.MonitorHeartbeat;
import io.homelab.activities.backup.TextfileMetrics;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.evidence.SignedBackupEvidence;
import io.homelab.activities.evidence.SignedNamespaceEvidence;
import io.homelab.activities.evidence.SignedRestoreEvidence;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.Restic;
import io.homelab.activities.restic.ResticDeepCheck;
import io.homelab.activities.restic.ResticLocks;
import io.homelab.activities.restic.ResticPackAudit;
import io.homelab.activities.restic.ResticRepository;
import io.homelab.activities.restic.ResticSnapshots;
import io.homelab.activities.restic.S3BucketCheck;
import io.homelab.activities.restic.restore.ResticDrill;
import io.homelab.activities.restic.restore.ResticRestore;
import io.homelab.activities.restic.run.ResticBackup;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.velero.VeleroClusterBackups;
import io.homelab.activities.velero.install.VeleroInstall;
import io.homelab.activities.velero.restore.VeleroNamespaces;
import io.temporal.client.WorkflowClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Backups: what they are, how they are verified, and what is kept of that. */
@Configuration(proxyBeanMethods = false)
class VerificationConfiguration {
    @Bean
    LabBackupActivities labBackupActivities(LabReader labs) {
        return new LabBackupActivities(labs);
    }

    @Bean
    Restic restic(
            Transports transports, WorkerProperties properties, @Value("${HOMELAB_RESTIC:restic}") String binary) {
        return new Restic(transports, binary, properties.cacheDirectory());
    }

    @Bean
    ResticSnapshots resticSnapshots(LabReader labs, Transports transports, Restic restic) {
        return new ResticSnapshots(labs, transports, restic, LabClock.system());
    }

    @Bean
    ResticRepository resticRepository(LabReader labs, Transports transports, Restic restic) {
        return new ResticRepository(labs, transports, restic, LabClock.system());
    }

    @Bean
    S3BucketCheck s3BucketCheck(LabReader labs, Transports transports) {
        return new S3BucketCheck(labs, transports);
    }

    @Bean
    ResticLocks resticLocks(LabReader labs, Transports transports, Restic restic) {
        return new ResticLocks(labs, transports, restic, LabClock.system());
    }

    @Bean
    ResticPackAudit resticPackAudit(LabReader labs, Transports transports, Restic restic, WorkerProperties properties) {
        return new ResticPackAudit(labs, transports, restic, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    ResticDeepCheck resticDeepCheck(LabReader labs, Transports transports, Restic restic, WorkerProperties properties) {
        return new ResticDeepCheck(labs, transports, restic, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    ResticDrill resticDrill(LabReader labs, Transports transports, Restic restic, WorkerProperties properties) {
        return new ResticDrill(labs, transports, restic, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    ResticBackup resticBackup(LabReader labs, Transports transports, Restic restic, WorkerProperties properties) {
        return new ResticBackup(labs, transports, restic, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    ResticRestore resticRestore(LabReader labs, Transports transports, Restic restic, WorkerProperties properties) {
        return new ResticRestore(labs, transports, restic, properties.stateDirectory());
    }

    @Bean
    SignedRestoreEvidence signedRestoreEvidence(LabReader labs, WorkerProperties properties) {
        return new SignedRestoreEvidence(labs, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    VeleroClusterBackups veleroClusterBackups(Clusters clusters) {
        return new VeleroClusterBackups(clusters, LabClock.system());
    }

    @Bean
    VeleroInstall veleroInstall(LabReader labs, Clusters clusters, Transports transports) {
        return new VeleroInstall(labs, clusters, transports);
    }

    @Bean
    VeleroNamespaces veleroNamespaces(Clusters clusters, Transports transports, WorkerProperties properties) {
        return new VeleroNamespaces(clusters, transports, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    SignedNamespaceEvidence signedNamespaceEvidence(LabReader labs, WorkerProperties properties) {
        return new SignedNamespaceEvidence(labs, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    LabProofs labProofs(LabReader labs, WorkflowClient client) {
        return new LabProofs(labs, client, LabClock.system());
    }

    @Bean
    MonitorHeartbeat monitorHeartbeat(LabReader labs, Transports transports) {
        return new MonitorHeartbeat(labs, transports);
    }

    @Bean
    TextfileMetrics textfileMetrics(LabReader labs, WorkerProperties properties) {
        return new TextfileMetrics(labs, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    SignedBackupEvidence signedBackupEvidence(LabReader labs, WorkerProperties properties) {
        return new SignedBackupEvidence(labs, properties.stateDirectory(), LabClock.system());
    }
}
