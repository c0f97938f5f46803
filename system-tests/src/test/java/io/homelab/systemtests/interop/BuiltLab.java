package io.homelab.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.LabInABox.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.JsonNode;

/** One simulated lab with a cluster of two machines, for all classes that run tools against it. */
final class BuiltLab implements AutoCloseable {
    static final String CONTROL_PLANE = "prod-cp-1";
    static final String WORKER = "prod-worker-1";

    private final LabInABox lab = LabInABox.start(30);

    private BuiltLab() {
        var built = lab.run("cluster", "bootstrap", "prod");
        assertThat(built.code()).as(built.toString()).isZero();
    }

    /** Everything that a client of the hypervisor needs, as the simulator tells it. */
    JsonNode info() {
        return lab.sim("GET", "", Map.of());
    }

    /** The same in a file. */
    Path infoFile() {
        return file("info.json", info().toString());
    }

    Path kubeconfig() {
        return file("kubeconfig", lab.run("cluster", "kubeconfig", "prod").out());
    }

    Path talosconfig() {
        return file("talosconfig", lab.run("cluster", "talosconfig", "prod").out());
    }

    Said homelab(String... words) {
        return lab.run(words);
    }

    Path directory() {
        return lab.directory();
    }

    long lastCall() {
        return lab.lastCall();
    }

    List<JsonNode> calls(long after) {
        return lab.calls(after);
    }

    Path file(String name, String text) {
        try {
            return Files.writeString(lab.directory().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks again until it is so. */
    static void eventually(BooleanSupplier condition) {
        var pause = new CountDownLatch(1);
        try {
            for (int look = 0; look < 600 && !condition.getAsBoolean(); look++) {
                assertThat(pause.await(100, TimeUnit.MILLISECONDS)).isFalse();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Override
    public void close() {
        lab.close();
    }

    /** Hands the lab to tests; it is built for the first and stopped after the last. */
    static final class Given implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == BuiltLab.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            var store = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL);
            return Objects.requireNonNull(store.computeIfAbsent(BuiltLab.class, key -> new BuiltLab(), BuiltLab.class));
        }
    }
}
