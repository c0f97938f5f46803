package io.homelab.lab.definition;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One machine; memory in MiB, disk in GiB, address with or without its prefix length, startup order 0 = whenever. */
public record Node(
        String name,
        NodeRole role,
        @Nullable Integer vmid,
        int cores,
        int memoryMiB,
        int diskGiB,
        AddressMode addressMode,
        @Nullable String address,
        @Nullable String mac,
        List<String> tags,
        String installDisk,
        int startupOrder,
        boolean onboot) {
    public Node {
        tags = List.copyOf(tags);
    }

    /** The address without its prefix length, or empty when DHCP decides. */
    public Optional<String> ip() {
        return Optional.ofNullable(address).map(text -> text.replaceFirst("/.*", ""));
    }
}
