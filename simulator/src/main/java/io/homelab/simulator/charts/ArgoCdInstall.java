package io.homelab.simulator.charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Argo CD's install manifest, in names and shapes like the real one: it has no namespaces, so whoever applies it has to
 * say one and make it.
 */
public final class ArgoCdInstall {
    private static final String FILE = "/argocd/install.yaml";

    private ArgoCdInstall() {}

    /** The version in a path below the host, when that is the path of the manifest. */
    static Optional<String> version(List<String> path) {
        return path.size() == 5
                        && path.subList(0, 2).equals(List.of("argoproj", "argo-cd"))
                        && path.subList(3, 5).equals(List.of("manifests", "install.yaml"))
                        && path.get(2).matches("v\\d+\\.\\d+\\.\\d+(-[a-z0-9.]+)?")
                ? Optional.of(path.get(2))
                : Optional.empty();
    }

    /** The manifest of a version, such as {@code v3.6.1}. */
    public static String yaml(String version) {
        try (var in = ArgoCdInstall.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the simulator lacks " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@VERSION@", version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
