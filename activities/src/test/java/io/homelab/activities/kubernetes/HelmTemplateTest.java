package io.homelab.activities.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sun.misc.Signal;
import sun.misc.SignalHandler;

@Timeout(60)
class HelmTemplateTest {
    @TempDir
    Path chart;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void whoeverHasRenderedAChartIsStillAskedToEnd(String name) throws Exception {
        var heard = new Semaphore(0);
        var signal = new Signal(name);
        SignalHandler before = Signal.handle(signal, s -> heard.release());
        try {
            Signal.raise(signal);
            assumeTrue(
                    heard.tryAcquire(10, TimeUnit.SECONDS),
                    "whoever started the tests has them ignore SIG" + name + ", as a shell does in its background");
            write();
            HelmTemplate.render(chart, "one", "default", null);
            HelmTemplate.render(chart, "two", "default", null);

            Signal.raise(signal);

            assertThat(heard.tryAcquire(10, TimeUnit.SECONDS))
                    .as("heard SIG" + name)
                    .isTrue();
        } finally {
            Signal.handle(signal, before);
        }
    }

    @Test
    void rendersWithValues() throws Exception {
        write();
        var values =
                Files.writeString(chart.resolveSibling("values-" + chart.getFileName() + ".yaml"), "word: other\n");

        assertThat(HelmTemplate.render(chart, "one", "here", values))
                .contains("name: one", "namespace: here", "word: other");
    }

    private void write() throws IOException {
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: test\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("values.yaml"), "word: usual\n");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("templates/map.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}
                data: {word: {{ .Values.word }}}
                """);
    }
}
