package io.homelab.activities.checks;

import io.homelab.activities.git.CommittedFiles;
import io.homelab.activities.git.GitClones;
import io.homelab.activities.github.DeploymentReader;
import io.homelab.activities.kubernetes.ClusterReader;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.labfile.LabProperties;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.notice.TopicReader;
import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.MachineReader;
import io.homelab.activities.proxmox.ProxmoxNodeLocator;
import io.homelab.activities.talos.GeneratedConfigs;
import io.homelab.activities.talos.NodeReader;
import io.homelab.activities.talos.TalosNodes;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The product's checks. */
final class Kinds {
    private Kinds() {}

    /** With a lab that is not there: enough to compile expressions and to judge what was recorded. */
    static List<Check> withoutSystems() {
        var nowhere = new LabProperties(Path.of("nowhere"), Path.of("nowhere"), Path.of("nowhere"));
        var labs = new LabReader(nowhere, Path.of("nowhere"), Map.of());
        return checks(labs, Optional.empty()).all();
    }

    static Checks checks(LabReader labs, Optional<Path> repository) {
        var transports = new Transports(Gate.OPEN);
        var hypervisors = new Hypervisors(labs, transports);
        var nodes = new TalosNodes(labs, transports, new ProxmoxNodeLocator(hypervisors));
        return new Checks(
                new MachineReader(hypervisors),
                new NodeReader(nodes),
                new GeneratedConfigs(nodes),
                new ClusterReader(new Clusters(labs, transports)),
                new CommittedFiles(new GitClones(transports)),
                new DeploymentReader(transports),
                new TopicReader(labs, transports),
                repository);
    }
}
