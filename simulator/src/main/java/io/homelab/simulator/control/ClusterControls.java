package io.homelab.simulator.control;

import io.homelab.simulator.charts.VeleroDefinitions;
import io.homelab.simulator.kubernetes.controllers.ManifestQueue;
import io.homelab.simulator.kubernetes.volumes.Claims;
import io.homelab.simulator.lab.Lab;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the control API does as somebody with the administrator's rights in a cluster. */
final class ClusterControls {
    private static final int OBJECT = 6;
    private static final long LOOK_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Lab lab;

    ClusterControls(Lab lab) {
        this.lab = lab;
    }

    /** {@code path} is {@code clusters/NAME/manifests}, {@code …/velero}, or {@code …/objects/RESOURCE/NAMESPACE/NAME}. */
    Object call(String method, List<String> path, byte[] body) {
        if (method.equals("GET") && path.size() == OBJECT && path.get(2).equals("objects")) {
            return new Claims(lab.world().store()).object(path.get(1), path.get(3), path.get(4), path.get(5));
        }
        if (method.equals("POST") && path.size() == 3 && path.get(2).equals("manifests")) {
            return apply(path.get(1), new String(body, StandardCharsets.UTF_8));
        }
        if (method.equals("POST") && path.size() == 3 && path.get(2).equals("velero")) {
            return apply(path.get(1), VeleroDefinitions.yaml());
        }
        throw new NoSuchElementException("no such route: " + method + " " + String.join("/", path));
    }

    private Map<String, String> apply(String cluster, String yaml) {
        var queue = new ManifestQueue(lab.world().store(), cluster);
        var number = queue.put(yaml);
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (queue.isWaiting(number)) {
            if (System.nanoTime() > end) {
                throw new IllegalArgumentException("cluster " + cluster + " applies nothing: does its API server run?");
            }
            pause();
        }
        queue.refusal(number).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return Map.of();
    }

    private static void pause() {
        try {
            if (new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody opens this latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the simulator is stopping", e);
        }
    }
}
