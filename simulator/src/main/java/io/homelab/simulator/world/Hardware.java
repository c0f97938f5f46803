package io.homelab.simulator.world;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a virtual machine shows to the software that boots on it. The hypervisor's face owns it; a guest reads it. */
public interface Hardware {
    /** The hypervisor's number of the machine; guests must not use it for anything but messages. */
    int vmid();

    /** SMBIOS system uuid, lower case. */
    String uuid();

    int cores();

    long memoryMiB();

    List<Nic> nics();

    /** Hard disks in boot order, then the rest. */
    List<Disk> disks();

    /** The image in a CD-ROM drive, when there is a readable one. */
    Optional<BootImage> cdrom();

    /** The cloud-init (NoCloud) drive, when one is attached. */
    Optional<CloudInit> cloudInit();

    /** Whether the agent's channel is there. */
    boolean agentChannel();

    /** A network card. */
    record Nic(
            String name,
            String mac,
            String bridge,
            @Nullable Integer vlan) {}

    /** What is on Proxmox's cloud-init drive. */
    record CloudInit(String metaData, String userData, String networkConfig) {}

    /** A disk as the guest sees it; what it writes there survives power cuts and goes when the volume goes. */
    interface Disk {
        /** Such as {@code scsi0}. */
        String slot();

        /** Such as {@code /dev/sda}. */
        String device();

        long sizeBytes();

        /** The operating system written to it, if any. */
        Optional<BootImage> bootImage();

        void writeBootImage(BootImage image);

        /** A named file on the disk (machine configuration, etcd's directory …). */
        Optional<byte[]> read(String file);

        void write(String file, byte[] content);

        /** Files on the disk that begin with the prefix. */
        List<String> files(String prefix);

        /** Removes one file; nothing happens when it is not there. */
        void delete(String file);

        /** Empties the disk. */
        void wipe();
    }
}
