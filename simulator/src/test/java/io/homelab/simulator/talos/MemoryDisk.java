package io.homelab.simulator.talos;

import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.Hardware;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A disk that lasts as long as the test. */
final class MemoryDisk implements Hardware.Disk {
    private final String slot;
    private final String device;
    private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    private volatile @Nullable BootImage image;

    MemoryDisk(String slot, String device) {
        this.slot = slot;
        this.device = device;
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
        return 40L << 30;
    }

    @Override
    public Optional<BootImage> bootImage() {
        return Optional.ofNullable(image);
    }

    @Override
    public void writeBootImage(BootImage written) {
        image = written;
    }

    @Override
    public Optional<byte[]> read(String file) {
        return Optional.ofNullable(files.get(file));
    }

    @Override
    public void write(String file, byte[] content) {
        files.put(file, content);
    }

    @Override
    public List<String> files(String prefix) {
        return files.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    @Override
    public void delete(String file) {
        files.remove(file);
    }

    @Override
    public void wipe() {
        files.clear();
        image = null;
    }
}
