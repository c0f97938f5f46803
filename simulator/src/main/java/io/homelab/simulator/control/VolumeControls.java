package io.homelab.simulator.control;

import io.homelab.simulator.kubernetes.volumes.Claims;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.web.Reply;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** What the control API does with files in the volumes of claims. */
final class VolumeControls {
    private static final int PLACE = 4;

    private final Lab lab;

    VolumeControls(Lab lab) {
        this.lab = lab;
    }

    /** One file of a volume. */
    record Shown(String path, int size) {}

    /** {@code path} is {@code volumes/CLUSTER/NAMESPACE/CLAIM/PATH}. */
    Object call(String method, List<String> path, byte[] body) {
        if (path.size() < PLACE) {
            throw new NoSuchElementException("a file is at volumes/CLUSTER/NAMESPACE/CLAIM/PATH");
        }
        var store = lab.world().store();
        var volumes = new Volumes(store, path.get(1));
        var volume = new Claims(store).volume(path.get(1), path.get(2), path.get(3));
        var file = String.join("/", path.subList(PLACE, path.size()));
        switch (method) {
            case "PUT", "POST" -> volumes.write(volume, file, body);
            case "DELETE" -> volumes.remove(volume, file);
            default -> {
                return file.isEmpty() ? list(volumes, volume) : read(volumes, volume, file);
            }
        }
        return Map.of();
    }

    private static List<Shown> list(Volumes volumes, String volume) {
        return volumes.contents(volume).entrySet().stream()
                .map(entry -> new Shown(entry.getKey(), entry.getValue().length))
                .toList();
    }

    private static Reply read(Volumes volumes, String volume, String file) {
        return volumes.read(volume, file)
                .map(bytes -> Reply.of(200, "application/octet-stream", bytes))
                .orElseThrow(() -> new NoSuchElementException("no such file: " + file));
    }
}
