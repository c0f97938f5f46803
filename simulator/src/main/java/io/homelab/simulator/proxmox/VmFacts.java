package io.homelab.simulator.proxmox;

/** What a configuration says, with Proxmox's defaults. */
final class VmFacts {
    private VmFacts() {}

    static long memoryMiB(VmDocument vm) {
        return vm.option("memory")
                .map(text -> OptionString.parse(text))
                .map(text -> text.option("current").orElse(text.head()))
                .map(Long::parseLong)
                .orElse(512L);
    }

    static int cpus(VmDocument vm) {
        return vm.option("cores").map(Integer::parseInt).orElse(1)
                * vm.option("sockets").map(Integer::parseInt).orElse(1);
    }

    static boolean agent(VmDocument vm) {
        return vm.option("agent")
                .map(OptionString::parse)
                .map(agent -> agent.head().equals("1") || agent.is("enabled"))
                .orElse(false);
    }

    static long diskBytes(VmDocument vm) {
        return vm.drives().stream()
                .filter(Drive::isHardDisk)
                .findFirst()
                .flatMap(drive -> drive.spec().option("size"))
                .map(Size::parse)
                .orElse(0L);
    }
}
