package io.homelab.simulator.world;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A table of the store, seen as records of one type. */
public final class Documents<T> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Store.Table table;
    private final Class<T> type;

    public Documents(Store store, String table, Class<T> type) {
        this.table = store.table(table);
        this.type = type;
    }

    public Optional<T> get(String key) {
        return table.get(key).map(bytes -> JSON.readValue(bytes, type));
    }

    public void put(String key, T document) {
        table.put(key, JSON.writeValueAsBytes(document));
    }

    public void remove(String key) {
        table.remove(key);
    }

    /** Keys in order. */
    public List<String> keys() {
        return table.keys("");
    }

    /** Documents in the order of their keys. */
    public List<T> all() {
        return keys().stream().flatMap(key -> get(key).stream()).toList();
    }
}
