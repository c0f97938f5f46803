package io.homelab.activities.prometheus;

import io.homelab.activities.real.RealServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A real Prometheus that scrapes one exporter several times a second, and may be away for a while. */
public final class PrometheusInTest implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path directory;
    private final Path config;
    private final int port;
    private @Nullable Process process;

    private PrometheusInTest(Path directory, Path config, int port) {
        this.directory = directory;
        this.config = config;
        this.port = port;
    }

    /** Starts one that keeps its files below a directory. */
    public static PrometheusInTest scraping(int exporter, Path directory) throws IOException {
        return started(directory, """
                global: {scrape_interval: 200ms, scrape_timeout: 200ms}
                scrape_configs:
                  - job_name: demo
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(exporter));
    }

    /** Starts one that knows what {@code blocks} has, and nothing else. */
    static PrometheusInTest remembering(Path blocks, Path directory) throws IOException {
        Files.move(blocks, directory.resolve("data"));
        return started(directory, "global: {}\n");
    }

    private static PrometheusInTest started(Path directory, String config) throws IOException {
        var file = Files.writeString(directory.resolve("prometheus.yml"), config);
        var server = new PrometheusInTest(directory, file, RealServers.freePort());
        server.start();
        return server;
    }

    /** The binary, or a tool of its package that lies beside it. */
    static String tool(String name) {
        var binary = Objects.requireNonNullElse(System.getenv("HOMELAB_PROMETHEUS"), "prometheus");
        if (name.equals("prometheus")) {
            return binary;
        }
        return binary.contains("/") ? Path.of(binary).resolveSibling(name).toString() : name;
    }

    /** Starts it again with what it has kept. */
    public void start() throws IOException {
        process = new ProcessBuilder(
                        tool("prometheus"),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=error")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        RealServers.until("Prometheus is ready, see " + directory, () -> get("/-/ready") == 200);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private int get(String path) {
        var running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("prometheus has ended, see " + directory);
        }
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(address().resolve(path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0; // it is still starting
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the test was stopped", e);
        }
    }

    /** Ends it, without a word of farewell. */
    public void stop() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
