package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names that mean something else to DNS, Temporal or the command line. */
final class ReservedNamesRule implements Rule {
    private static final Set<String> LAB = Set.of("default", "temporal-system");
    private static final Set<String> CLUSTER = Set.of("all", "none", "omni", "hypervisor", "switch");
    private static final Set<String> NODE = Set.of("localhost", "localdomain");

    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        check("name", view.lab().name(), LAB, findings);
        view.lab().clusters().keySet().forEach(name -> check(LabView.path(name), name, CLUSTER, findings));
        view.machines()
                .forEach(machine ->
                        check(machine.path() + ".name", machine.node().name(), NODE, findings));
        return findings;
    }

    private static void check(String path, String name, Set<String> reserved, List<Finding> findings) {
        if (reserved.contains(name)) {
            findings.add(Finding.error(path, "the name " + name + " is reserved"));
        }
    }
}
