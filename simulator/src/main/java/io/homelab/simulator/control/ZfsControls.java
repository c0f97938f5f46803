package io.homelab.simulator.control;

import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.zfs.ShellAnswer;
import io.homelab.simulator.zfs.SshFace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What the control API does with ZFS pools and sanoid. */
final class ZfsControls {
    private final Lab lab;
    private final JsonMapper json;

    ZfsControls(Lab lab, JsonMapper json) {
        this.lab = lab;
        this.json = json;
    }

    /** {@code path} begins with {@code zfs}. */
    Object call(String method, List<String> path, byte[] body) {
        var pools = lab.pools();
        var route = method + " " + path.size();
        return switch (route) {
            case "GET 1" -> pools.all();
            case "POST 1" -> {
                var order = json.readValue(body, ZfsRequests.NewPool.class);
                pools.make(order.name(), order.bytes(), order.policies());
                yield ssh();
            }
            case "POST 2" -> {
                switch (path.getLast()) {
                    case "sanoid" -> sanoid(json.readValue(body, ZfsRequests.Sanoid.class));
                    case "zone" ->
                        pools.zone(json.readValue(body, ZfsRequests.Zone.class).zone());
                    case "words" -> words(json.readValue(body, ZfsRequests.Words.class));
                    default -> throw new NoSuchElementException("no such route: " + String.join("/", path));
                }
                yield Map.of();
            }
            case "PATCH 2" -> {
                var change = json.readValue(body, ZfsRequests.PoolChange.class);
                pools.change(path.getLast(), pool -> change.of(pool, pools));
                yield Map.of();
            }
            case "DELETE 2" -> {
                pools.remove(path.getLast());
                yield Map.of();
            }
            default -> throw new NoSuchElementException("no such route: " + method + " " + String.join("/", path));
        };
    }

    private SshFace.Info ssh() {
        try {
            return lab.ssh().info();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sanoid(ZfsRequests.Sanoid order) {
        if (order.stopped() == null) {
            lab.pools().startSanoid();
        } else {
            lab.pools().stopSanoid(Duration.parse(order.stopped()));
        }
    }

    private void words(ZfsRequests.Words order) {
        lab.pools()
                .say(
                        order.command(),
                        Optional.ofNullable(order.out()).map(out -> new ShellAnswer(order.code(), out, "")));
    }
}
