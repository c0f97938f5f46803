package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server proves itself in one way, and the files for it are there. */
final class TrustRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        var trust = view.lab().hypervisor().ca();
        if (trust.file() != null && trust.fingerprint() != null) {
            findings.add(Finding.error("hypervisor.ca", "must have at most one of file and fingerprint"));
        }
        missing(view, "hypervisor.ca.file", trust.file(), findings);
        missing(view, "images.ca", view.lab().images().ca(), findings);
        var gitops = view.lab().gitops();
        if (gitops != null) {
            missing(view, "gitops.ca", gitops.ca(), findings);
            if (gitops.github() != null) {
                missing(view, "gitops.github.ca", gitops.github().ca(), findings);
            }
        }
        var promotion = view.lab().promotion();
        if (promotion != null) {
            missing(view, "promotion.prometheus.ca", promotion.prometheus().ca(), findings);
        }
        return findings;
    }

    private static void missing(LabView view, String path, @Nullable String file, List<Finding> findings) {
        if (file != null && !view.hasFile(file)) {
            findings.add(Finding.error(path, "no readable file " + file + " beside the lab file"));
        }
    }
}
