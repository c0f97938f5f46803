package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rehearsal stays on this machine, and only a rehearsal may hurry. */
final class SimulationRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var lab = view.lab();
        var findings = new ArrayList<Finding>();
        if (!lab.simulated() && lab.time().factor() != 1) {
            findings.add(Finding.error("time.factor", "must be 1 in a real lab"));
        }
        if (lab.simulated() && !isLoopback(lab.hypervisor().endpoint().getHost())) {
            findings.add(Finding.error("hypervisor.endpoint", "must be on this machine in a simulated lab")
                    .allowed("localhost or 127.0.0.1"));
        }
        return findings;
    }

    private static boolean isLoopback(@Nullable String host) {
        return "localhost".equals(host)
                || (host != null
                        && Addresses.isAddress(host)
                        && Addresses.address(host).isLoopback());
    }
}
