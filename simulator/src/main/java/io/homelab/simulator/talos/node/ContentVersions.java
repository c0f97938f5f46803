package io.homelab.simulator.talos.node;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Versions of things that are computed anew each time: a new content is a new version. */
final class ContentVersions {
    private final Map<String, Version> versions = new ConcurrentHashMap<>();

    private record Version(String content, long number) {}

    long of(String what, String content) {
        return versions.merge(
                        what,
                        new Version(content, 1),
                        (old, fresh) -> old.content.equals(content) ? old : new Version(content, old.number + 1))
                .number;
    }
}
