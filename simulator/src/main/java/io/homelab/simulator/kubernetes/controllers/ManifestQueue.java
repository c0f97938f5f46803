package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.world.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Manifests that somebody wants applied to a cluster, and what came of them; each is a stream of YAML documents. */
public final class ManifestQueue {
    private static final String WAITING = "waiting/";
    private static final String REFUSED = "refused/";

    private final Store.Table table;

    public ManifestQueue(Store store, String cluster) {
        this.table = store.table("kubernetes-manifests-" + cluster);
    }

    /** Puts one in; its number. */
    public synchronized String put(String yaml) {
        var number = "%019d".formatted(System.nanoTime());
        table.put(WAITING + number, Json.object().put("yaml", yaml).toString().getBytes(StandardCharsets.UTF_8));
        return number;
    }

    /** Whether nobody has applied it yet. */
    public boolean isWaiting(String number) {
        return table.get(WAITING + number).isPresent();
    }

    /** Why it was refused, if it was. */
    public Optional<String> refusal(String number) {
        return table.get(REFUSED + number).map(bytes -> Json.text(Json.parse(bytes), "why"));
    }

    /** The numbers of those that wait, the first one first. */
    List<String> waiting() {
        return table.keys(WAITING).stream()
                .map(key -> key.substring(WAITING.length()))
                .toList();
    }

    String yaml(String number) {
        return table.get(WAITING + number)
                .map(bytes -> Json.text(Json.parse(bytes), "yaml"))
                .orElse("");
    }

    void applied(String number) {
        table.remove(WAITING + number);
    }

    void refused(String number, String why) {
        table.put(REFUSED + number, Json.object().put("why", why).toString().getBytes(StandardCharsets.UTF_8));
        table.remove(WAITING + number);
    }
}
