package io.homelab.lab.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something installed into clusters at bootstrap: a chart or a manifest, in wave order; no clusters named means all. */
public record Addon(
        String name,
        int wave,
        List<String> clusters,
        @Nullable Chart chart,
        @Nullable Manifest manifest) {
    public Addon {
        clusters = List.copyOf(clusters);
    }
}
