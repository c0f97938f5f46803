package io.homelab.simulator.proxmox;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checked parameters of one call. */
final class Parameters {
    private final Map<String, String> values;

    Parameters(Map<String, String> values) {
        this.values = new LinkedHashMap<>(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String need(String name) {
        return get(name).orElseThrow(() -> ApiFailure.invalid(name, "property is missing and it is not optional"));
    }

    boolean is(String name) {
        return "1".equals(values.get(name));
    }

    Optional<Long> number(String name) {
        return get(name).map(Long::parseLong);
    }

    /** A list as Proxmox splits it: by comma, semicolon, space or NUL. */
    List<String> list(String name) {
        return get(name).stream()
                .flatMap(text -> Arrays.stream(text.split("[,; \0]+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    Map<String, String> all() {
        return values;
    }

    /** Everything but these. */
    Map<String, String> without(String... names) {
        var rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(List.of(names));
        return rest;
    }
}
