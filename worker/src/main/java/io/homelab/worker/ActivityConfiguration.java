package io.homelab.worker;

import io.homelab.activities.argocd.ArgoCdGitOpsActivities;
import io.homelab.activities.argocd.ArgoCdSetupActivities;
import io.homelab.activities.argocd.GitOpsPlanner;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.git.GitClones;
import io.homelab.activities.git.GitDeploymentActivities;
import io.homelab.activities.git.GitReleaseActivities;
import io.homelab.activities.github.GitHubDeploymentReporting;
import io.homelab.activities.kubernetes.AddonPlanner;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.kubernetes.KubernetesClusterActivities;
import io.homelab.activities.labfile.LabFileActivities;
import io.homelab.activities.labfile.LabProperties;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.plan.LabOrphanActivities;
import io.homelab.activities.plan.LabPlanActivities;
import io.homelab.activities.promotion.PromotionGuard;
import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.MachinePlanner;
import io.homelab.activities.proxmox.OrphanFinder;
import io.homelab.activities.proxmox.ProxmoxHypervisorActivities;
import io.homelab.activities.proxmox.ProxmoxNodeLocator;
import io.homelab.activities.talos.ServiceAccountKeys;
import io.homelab.activities.talos.TalosMachineOsActivities;
import io.homelab.activities.talos.TalosNodes;
import io.homelab.activities.talos.TalosPlanner;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The activities of this worker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerProperties.class)
class ActivityConfiguration {
    @Bean
    Transports transports(ObjectProvider<Gate> gate) {
        return new Transports(gate.getIfAvailable(() -> Gate.OPEN));
    }

    @Bean
    LabReader labReader(WorkerProperties properties) {
        var lab = new LabProperties(properties.labFile(), properties.stateDirectory(), properties.cacheDirectory());
        return new LabReader(lab, properties.configDirectory().resolve("identity.txt"), System.getenv());
    }

    @Bean
    LabFileActivities labFileActivities(LabReader labs) {
        return new LabFileActivities(labs);
    }

    @Bean
    Hypervisors hypervisors(LabReader labs, Transports transports) {
        return new Hypervisors(labs, transports);
    }

    @Bean
    ProxmoxHypervisorActivities proxmoxHypervisorActivities(Hypervisors hypervisors, Transports transports) {
        return new ProxmoxHypervisorActivities(hypervisors, transports);
    }

    @Bean
    MachinePlanner machinePlanner(Hypervisors hypervisors) {
        return new MachinePlanner(hypervisors);
    }

    @Bean
    TalosNodes talosNodes(LabReader labs, Transports transports, Hypervisors hypervisors) {
        return new TalosNodes(labs, transports, new ProxmoxNodeLocator(hypervisors));
    }

    @Bean
    TalosMachineOsActivities talosMachineOsActivities(TalosNodes nodes, ObjectProvider<ServiceAccountKeys> keys) {
        return new TalosMachineOsActivities(nodes, keys.getIfAvailable(ServiceAccountKeys::asTalosDoes));
    }

    @Bean
    Clusters clusters(LabReader labs, Transports transports) {
        return new Clusters(labs, transports);
    }

    @Bean
    KubernetesClusterActivities kubernetesClusterActivities(Clusters clusters) {
        return new KubernetesClusterActivities(clusters);
    }

    @Bean
    GitClones gitClones(Transports transports) {
        return new GitClones(transports);
    }

    @Bean
    GitReleaseActivities gitReleaseActivities(
            LabReader labs, GitClones clones, Transports transports, PromotionGuard guard) {
        return new GitReleaseActivities(labs, clones, transports, LabClock.system(), guard::check);
    }

    @Bean
    GitDeploymentActivities gitDeploymentActivities(LabReader labs, GitClones clones) {
        return new GitDeploymentActivities(labs, clones);
    }

    @Bean
    GitHubDeploymentReporting gitHubDeploymentReporting(LabReader labs, Transports transports) {
        return new GitHubDeploymentReporting(labs, transports);
    }

    @Bean
    ArgoCdGitOpsActivities argoCdGitOpsActivities(
            Clusters clusters, GitReleaseActivities releases, PromotionGuard guard) {
        return new ArgoCdGitOpsActivities(clusters, releases, guard::check);
    }

    @Bean
    ArgoCdSetupActivities argoCdSetupActivities(Clusters clusters, GitClones clones) {
        return new ArgoCdSetupActivities(clusters, clones);
    }

    @Bean
    LabPlanActivities labPlanActivities(
            MachinePlanner machines, TalosNodes nodes, Clusters clusters, GitClones clones) {
        return new LabPlanActivities(
                machines, new TalosPlanner(nodes), new AddonPlanner(clusters), new GitOpsPlanner(clusters, clones));
    }

    @Bean
    LabOrphanActivities labOrphanActivities(LabReader labs, Hypervisors hypervisors) {
        return new LabOrphanActivities(labs, new OrphanFinder(hypervisors));
    }
}
