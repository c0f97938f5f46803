package io.homelab.lab.rules;

import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.template.ClusterTemplate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Talos is a version that we know, and Kubernetes one that it supports. */
final class VersionsRule extends TemplateRule {
    // Newest Kubernetes minor per Talos minor; each Talos supports six (facts/talos.md F).
    private static final int SUPPORTED_MINORS = 6;
    private static final Map<String, Integer> NEWEST =
            Map.of("1.9", 32, "1.10", 33, "1.11", 34, "1.12", 35, "1.13", 36);
    private static final Pattern MINOR = Pattern.compile("v?((\\d+)\\.(\\d+))\\..*");

    @Override
    List<Finding> check(LabView view, Cluster cluster, ClusterTemplate template) {

        var talos = MINOR.matcher(template.talosVersion());
        var kubernetes = MINOR.matcher(template.kubernetesVersion());
        if (!talos.matches() || !kubernetes.matches()) {
            throw new IllegalStateException("the schema lets only versions through");
        }
        var newest = NEWEST.get(talos.group(1));
        if (newest == null) {
            return List.of(
                    Finding.error("documents[0].talos.version", "Talos " + talos.group(1) + " is not supported here")
                            .allowed("1.9, 1.10, 1.11, 1.12, 1.13"));
        }
        int oldest = newest - SUPPORTED_MINORS + 1;
        int minor = Integer.parseInt(kubernetes.group(3));
        if (!kubernetes.group(2).equals("1") || minor < oldest || minor > newest) {
            return List.of(Finding.error(
                            "documents[0].kubernetes.version",
                            "Talos " + talos.group(1) + " does not support Kubernetes " + kubernetes.group(1))
                    .allowed("1." + oldest + " to 1." + newest));
        }
        return List.of();
    }
}
