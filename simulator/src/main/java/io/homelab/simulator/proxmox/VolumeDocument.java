package io.homelab.simulator.proxmox;

import org.jspecify.annotations.Nullable;

/**
 * A volume of a storage.
 *
 * @param node where it is; empty on a shared storage
 * @param content images, iso, import, snippets …
 * @param size bytes that it takes
 * @param file the name of the file that holds its bytes; null for a disk, whose content is in the store
 * @param parent the volume that this one is a linked clone of
 */
record VolumeDocument(
        String volid,
        String storage,
        String node,
        String content,
        String format,
        long size,
        @Nullable Integer vmid,
        long ctime,
        @Nullable String file,
        @Nullable String parent,
        boolean base) {

    String key() {
        return node + "|" + volid;
    }

    VolumeDocument withSize(long bytes) {
        return new VolumeDocument(volid, storage, node, content, format, bytes, vmid, ctime, file, parent, base);
    }

    VolumeDocument asBase(String newVolid) {
        return new VolumeDocument(newVolid, storage, node, content, format, size, vmid, ctime, file, parent, true);
    }

    VolumeDocument on(String otherNode) {
        return new VolumeDocument(volid, storage, otherNode, content, format, size, vmid, ctime, file, parent, base);
    }
}
