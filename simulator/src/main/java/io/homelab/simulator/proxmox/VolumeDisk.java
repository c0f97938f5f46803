package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.Hardware;
import io.homelab.simulator.world.Store;
import java.util.List;
import java.util.Optional;

/** A volume as the guest sees it; its files are rows of the store that begin with the volume's key. */
final class VolumeDisk implements Hardware.Disk {
    private final Store.Table files;
    private final Documents<BootImage> images;
    private final String key;
    private final String slot;
    private final String device;
    private final long size;

    VolumeDisk(Store store, String key, String slot, String device, long size) {
        files = store.table("pve-disk");
        images = new Documents<>(store, "pve-disk-images", BootImage.class);
        this.key = key;
        this.slot = slot;
        this.device = device;
        this.size = size;
    }

    @Override
    public String slot() {
        return slot;
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    @Override
    public Optional<BootImage> bootImage() {
        return images.get(key);
    }

    @Override
    public void writeBootImage(BootImage image) {
        images.put(key, image);
    }

    @Override
    public Optional<byte[]> read(String file) {
        return files.get(row(file));
    }

    @Override
    public void write(String file, byte[] content) {
        files.put(row(file), content);
    }

    @Override
    public List<String> files(String prefix) {
        return files.keys(row(prefix)).stream()
                .map(row -> row.substring(row("").length()))
                .toList();
    }

    @Override
    public void delete(String file) {
        files.remove(row(file));
    }

    @Override
    public void wipe() {
        images.remove(key);
        files("").forEach(this::delete);
    }

    private String row(String file) {
        return key + "\n" + file;
    }
}
