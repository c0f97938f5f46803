package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.workflows.cluster.AdoptClusterRequest;
import io.homelab.workflows.hypervisor.AdoptableMachine;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Single virtual machines. */
@Command(name = "vm", description = "Take over single virtual machines.")
public final class VmCommand {
    private final Session session;

    public VmCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "adopt",
            description = {
                "Say that a machine is a node of the lab file: it gets our marker and nothing else is changed.",
                "Its name is asked for because an id alone may be another machine's tomorrow."
            })
    int adopt(
            @Parameters(paramLabel = "VMID", description = "The machine's number.") int vmid,
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "What Proxmox calls it now.")
                    String name,
            @Option(
                            names = "--as",
                            required = true,
                            paramLabel = "CLUSTER/NODE",
                            description = "The node of the lab file that it shall be.")
                    String address,
            @Mixin OutputFormat output) {
        var parts = address.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "--as is CLUSTER/NODE, such as dev/dev-cp-1, not " + address);
        }
        var machine = new AdoptableMachine(parts[1], vmid, name);
        return new Adoptions(session)
                .run(new AdoptClusterRequest(parts[0], List.of(machine), true, Digests.ofLab(session)), output);
    }
}
