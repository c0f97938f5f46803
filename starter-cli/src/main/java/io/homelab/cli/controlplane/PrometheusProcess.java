package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Prometheus on a loopback port, for rehearsals; it ends when the control plane beside it is stopped. */
public final class PrometheusProcess {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration CALL = Duration.ofSeconds(2);

    private final Installation installation;
    private final Path directory;
    private final Part part;
    private final int port = Ports.any();

    public PrometheusProcess(Installation installation, Places places, String name) {
        this.installation = installation;
        this.directory = places.state().resolve("prometheus").resolve(name);
        this.part = RealParts.PROMETHEUS.named(name, places);
    }

    /** Where it answers, or will. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where its files are; files that its configuration names go there. */
    public Path directory() {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }

    /** Starts it with a {@code prometheus.yml} that is in its directory, and waits until it answers. */
    public void start() {
        part.start(
                List.of(
                        installation.environment().getOrDefault("HOMELAB_PROMETHEUS", "prometheus"),
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"),
                Map.of());
        part.await(START, "Prometheus", "does not answer", this::isReady);
    }

    private boolean isReady() {
        try (var client = HttpClient.newBuilder().connectTimeout(CALL).build()) {
            var request = HttpRequest.newBuilder(url().resolve("/-/ready"))
                    .timeout(CALL)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.DETACHED, "interrupted", e);
        }
    }
}
