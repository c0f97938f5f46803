package io.homelab.worker;

import io.homelab.activities.checks.Checks;
import io.homelab.activities.checks.LabAcceptanceActivities;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.evidence.SignedBootstrapEvidence;
import io.homelab.activities.git.CommittedFiles;
import io.homelab.activities.git.GitClones;
import io.homelab.activities.github.DeploymentReader;
import io.homelab.activities.kubernetes.ClusterReader;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.notice.NtfyNoticeActivities;
import io.homelab.activities.notice.TopicReader;
import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.MachineReader;
import io.homelab.activities.talos.GeneratedConfigs;
import io.homelab.activities.talos.NodeReader;
import io.homelab.activities.talos.TalosNodes;
import io.homelab.activities.transport.Transports;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What judges a run, keeps the verdict and tells people of it. */
@Configuration(proxyBeanMethods = false)
class VerdictConfiguration {
    /** {@code HOMELAB_HOME} is where the launcher lies: the repository with the desired state. */
    @Bean
    LabAcceptanceActivities labAcceptanceActivities(
            LabReader labs,
            Hypervisors hypervisors,
            TalosNodes nodes,
            Clusters clusters,
            GitClones clones,
            Transports transports,
            @Value("${HOMELAB_HOME:}") String home) {
        var checks = new Checks(
                new MachineReader(hypervisors),
                new NodeReader(nodes),
                new GeneratedConfigs(nodes),
                new ClusterReader(clusters),
                new CommittedFiles(clones),
                new DeploymentReader(transports),
                new TopicReader(labs, transports),
                home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home)));
        return new LabAcceptanceActivities(labs, checks);
    }

    @Bean
    SignedBootstrapEvidence signedBootstrapEvidence(LabReader labs, WorkerProperties properties) {
        return new SignedBootstrapEvidence(labs, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    NtfyNoticeActivities ntfyNoticeActivities(
            LabReader labs, Transports transports, WorkerProperties properties, WorkflowClient client) {
        return new NtfyNoticeActivities(
                labs,
                transports,
                properties.stateDirectory(),
                client.getOptions().getNamespace());
    }
}
