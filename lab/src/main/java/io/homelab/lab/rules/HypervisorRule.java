package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The Proxmox endpoint is a bare one, and the token belongs to a user of our own. */
final class HypervisorRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var hypervisor = view.lab().hypervisor();
        var findings = new ArrayList<Finding>();
        var path = Objects.requireNonNullElse(hypervisor.endpoint().getPath(), "");
        if (!path.isEmpty() && !path.equals("/")) {
            findings.add(Finding.error("hypervisor.endpoint", "must have no path after the port"));
        }
        if (hypervisor.tokenId().startsWith("root@pam!")) {
            findings.add(Finding.warning("hypervisor.tokenId", "the token belongs to root")
                    .suggest("make a user with the rights that homelab doctor prints"));
        }
        var storage = hypervisor.storage();
        var names = Stream.of(storage.images(), storage.disks(), storage.snippets())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (var name : hypervisor.concurrency().keySet()) {
            if (!names.contains(name)) {
                findings.add(Finding.error(Paths.field("hypervisor.concurrency", name), "no storage of this lab")
                        .allowed(String.join(", ", names)));
            }
        }
        return findings;
    }
}
