package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import java.util.ArrayList;
import java.util.List;

/**
 * A password for Git does not travel in clear, ArgoCD does not get the one that writes, and its add-on is there. Pull requests
 * have a place where they are opened.
 */
final class GitOpsRule implements Rule {
    private static final String ARGOCD = "argocd";

    @Override
    public List<Finding> check(LabView view) {
        var findings = new ArrayList<Finding>();
        var gitops = view.lab().gitops();
        if (gitops == null) {
            return findings;
        }
        var named = gitops.password() != null || gitops.readOnly() != null;
        if (named
                && "http".equals(gitops.repository().getScheme())
                && !view.lab().simulated()) {
            findings.add(Finding.error("gitops.repository", "must be https, as a password travels to it"));
        }
        var readOnly = gitops.readOnly();
        if (readOnly != null && readOnly.password().equals(gitops.password())) {
            findings.add(Finding.error(
                    "gitops.readOnly.password",
                    "is the one that promotions are committed with; ArgoCD needs one that cannot write"));
        }
        if (gitops.pullRequests() != null && gitops.github() == null) {
            findings.add(Finding.error("gitops.pullRequests", "needs gitops.github: pull requests are opened there"));
        }
        for (var cluster : view.lab().clusters().keySet()) {
            if (view.lab().hasGitOps(cluster)
                    && view.lab().addonsOf(cluster).stream()
                            .noneMatch(addon -> addon.name().equals(ARGOCD))) {
                findings.add(Finding.warning("gitops", "no add-on called argocd installs ArgoCD into " + cluster));
            }
        }
        unique(gitops.clusters(), "gitops.clusters", findings);
        unique(gitops.forwardOnly(), "gitops.forwardOnly", findings);
        return findings;
    }

    private static void unique(List<String> names, String path, List<Finding> findings) {
        var seen = new Unique();
        for (int i = 0; i < names.size(); i++) {
            seen.take(Paths.item(path, i), names.get(i));
        }
        findings.addAll(seen.findings());
    }
}
