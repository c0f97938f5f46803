package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The simulated lab, as a process of this machine with its own state on disk. */
public final class SimulatorProcess {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration CALL = Duration.ofSeconds(30);

    private final Installation installation;
    private final Places places;
    private final Part part;

    public SimulatorProcess(Installation installation, Places places) {
        this.installation = installation;
        this.places = places;
        this.part = new Part("simulator", places.processes());
    }

    Part part() {
        return part;
    }

    /** Starts it without waiting until it serves. */
    void launch() {
        if (part.running().isPresent()) {
            return;
        }
        try {
            Files.deleteIfExists(infoFile());
            Files.createDirectories(state());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + state(), e);
        }
        part.start(
                installation.jvm(
                        "simulator",
                        "io.homelab.simulator.Simulator",
                        List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"),
                        List.of(
                                "--state", state().toString(),
                                "--port", "0",
                                "--token-file", tokenFile().toString(),
                                "--info-file", infoFile().toString())),
                Map.of());
    }

    void awaitServing() {
        part.await(START, "the simulator", "does not serve", () -> Files.exists(infoFile()));
    }

    boolean stop() {
        return part.stop(Duration.ofSeconds(10));
    }

    /** Calls the control API; a body is sent as JSON when there is one. */
    public JsonNode call(String method, String path, Map<String, ?> body) {
        var answer = send(method, path, body.isEmpty() ? new byte[0] : JSON.writeValueAsBytes(body));
        return answer.length == 0 ? JSON.createObjectNode() : JSON.readTree(answer);
    }

    /** The same with bytes as they are, such as those of a file or of manifests. */
    public byte[] send(String method, String path, byte[] body) {
        try (var client = HttpClient.newBuilder().connectTimeout(CALL).build()) {
            var url = JSON.readTree(Files.readAllBytes(infoFile())).path("url").asString();
            var request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(CALL)
                    .header(
                            "Authorization",
                            "Bearer " + Files.readString(tokenFile()).strip())
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.length == 0
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 400) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the simulator answers " + response.statusCode() + ": "
                                + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the simulator does not answer: is it running? homelab server status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.DETACHED, "interrupted", e);
        }
    }

    private Path state() {
        return places.state().resolve("simulator");
    }

    private Path tokenFile() {
        return places.processes().resolve("simulator.token");
    }

    private Path infoFile() {
        return places.processes().resolve("simulator.json");
    }
}
