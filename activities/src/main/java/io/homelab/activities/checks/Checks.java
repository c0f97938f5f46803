package io.homelab.activities.checks;

import io.homelab.activities.git.CommittedFiles;
import io.homelab.activities.github.DeploymentReader;
import io.homelab.activities.kubernetes.ClusterReader;
import io.homelab.activities.notice.TopicReader;
import io.homelab.activities.proxmox.MachineReader;
import io.homelab.activities.talos.GeneratedConfigs;
import io.homelab.activities.talos.NodeReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the checks read with.
 *
 * @param repository where the product's own desired state (terraform/, omni/) lies, if it is on this machine
 */
public record Checks(
        MachineReader machines,
        NodeReader nodes,
        GeneratedConfigs configs,
        ClusterReader clusters,
        CommittedFiles committed,
        DeploymentReader deployments,
        TopicReader topic,
        Optional<Path> repository) {
    /** One check of each kind. */
    List<Check> all() {
        return List.of(
                new RepoFileCheck(new RepoFiles(repository), committed, configs),
                new ProxmoxApiCheck(machines),
                new TalosApiCheck(nodes),
                new HttpProbeCheck(clusters, topic),
                new KubernetesResourceCheck(clusters),
                new HumanAttestationCheck(),
                new ArgoCdAppCheck(clusters),
                new GitHubApiCheck(deployments),
                new GateRecordCheck(),
                new LaterCheck("omni-api", "resource"));
    }
}
