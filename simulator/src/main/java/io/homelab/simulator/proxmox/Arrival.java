package io.homelab.simulator.proxmox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on its way into a storage. */
record Arrival(Pve pve, String node, StorageDocument storage, String content, String name) {
    static Arrival of(Pve pve, String node, StorageDocument storage, String content, String fileName) {
        if (!content.matches("iso|vztmpl|import")) {
            throw ApiFailure.invalid(
                    "content",
                    "value '" + content + "' does not have a value in the enumeration 'iso, vztmpl, import'");
        }
        if (!storage.content().contains(content)) {
            throw ApiFailure.died("storage '" + storage.name() + "' does not support '" + content + "' content");
        }
        var name = fileName.replaceAll(".*[/\\\\]", "").replaceAll("[^-a-zA-Z0-9_.]", "_");
        var fits =
                switch (content) {
                    case "iso" -> name.matches("(?i).+\\.(iso|img)");
                    case "import" -> name.matches("(?i).+\\.(ova|ovf|qcow2|raw|vmdk)");
                    default -> name.matches("(?i).+\\.tar\\.(gz|xz|zst|bz2)");
                };
        if (!fits) {
            throw ApiFailure.invalid("filename", "wrong file extension");
        }
        return new Arrival(pve, node, storage, content, name);
    }

    String volid() {
        return storage.name() + ":" + content + "/" + name;
    }

    void refuseToOverwrite() {
        if (pve.volumes.find(node, volid()).isPresent()) {
            throw ApiFailure.died("refusing to override existing file '" + volid() + "'");
        }
    }

    /** The bytes are complete: they become a volume, in the place of an older one of the same name. */
    void settle(Path bytes) {
        try {
            var size = Files.size(bytes);
            if (size > pve.storages.avail(node, storage)) {
                throw ApiFailure.died("unable to write '" + volid() + "': No space left on device");
            }
            pve.volumes.find(node, volid()).ifPresent(pve.volumes::remove);
            var format = name.substring(name.lastIndexOf('.') + 1);
            pve.volumes.put(new VolumeDocument(
                    volid(),
                    storage.name(),
                    storage.shared() ? "" : node,
                    content,
                    format.equals("img") ? "iso" : format,
                    size,
                    null,
                    pve.state.seconds(),
                    bytes.getFileName().toString(),
                    null,
                    false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
