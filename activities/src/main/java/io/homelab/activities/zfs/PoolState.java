package io.homelab.activities.zfs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a host says of a pool, in the words of {@code zpool status}.
 *
 * @param size bytes of all its devices together, redundancy included
 * @param allocated bytes of those that are taken
 * @param state such as ONLINE
 * @param status what is the matter; null: nothing
 * @param action what ZFS advises; null: nothing
 * @param scan the line on the last scrub or resilver; null: there was none
 * @param errors the line on lost data; null: there was none
 * @param devices the pool's own line, with those below it, and sections such as {@code logs}
 * @param zone whose wall clock the host writes dates in; null: it does not say
 */
public record PoolState(
        String name,
        long size,
        long allocated,
        String state,
        @Nullable String status,
        @Nullable String action,
        @Nullable String scan,
        @Nullable String errors,
        List<Device> devices,
        @Nullable String zone) {
    public PoolState {
        devices = List.copyOf(devices);
    }

    /**
     * A device, a group of devices, or the title of a section.
     *
     * @param state null for a title
     * @param read errors; Proxmox makes 1.5 of ZFS's 1.5K, so it is only sure whether there is any
     * @param message what ZFS says behind it; empty: nothing
     */
    public record Device(
            String name,
            @Nullable String state,
            double read,
            double write,
            double checksum,
            String message,
            List<Device> children) {
        public Device {
            children = List.copyOf(children);
        }

        Stream<Device> withChildren() {
            return Stream.concat(Stream.of(this), children.stream().flatMap(Device::withChildren));
        }
    }

    Stream<Device> everyDevice() {
        return devices.stream().flatMap(Device::withChildren);
    }

    Optional<String> zoneName() {
        return Optional.ofNullable(zone).filter(name -> !name.isBlank());
    }
}
