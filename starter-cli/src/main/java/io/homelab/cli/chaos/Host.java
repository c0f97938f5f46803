package io.homelab.cli.chaos;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.controlplane.SideLab;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The process that hosts the workers which die; it ends with this one. */
final class Host implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Writer orders;
    private final ConcurrentMap<String, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Queue<JsonNode>> sprung = new ConcurrentHashMap<>();

    Host(Process process) {
        this.process = process;
        this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::listen);
    }

    /** Starts a worker for a lab, with what is to happen to it. */
    void open(SideLab lab, List<Trap> traps) {
        sprung.put(lab.name(), new ConcurrentLinkedQueue<>());
        ask(
                "open",
                "opened",
                lab.name(),
                Map.of(
                        "settings",
                        lab.worker(),
                        "traps",
                        traps.stream().map(Trap::order).toList()));
    }

    /** Lets late ones go on and waits for them; whether they came to rest. */
    boolean settle(SideLab lab) {
        return ask("settle", "settled", lab.name(), Map.of()).path("quiet").asBoolean();
    }

    /** Ends the lab's workers; the points that they have seen. */
    JsonNode close(SideLab lab) {
        return ask("close", "closed", lab.name(), Map.of()).path("seen");
    }

    /** What has happened to a lab's workers until now. */
    List<JsonNode> sprung(SideLab lab) {
        return List.copyOf(sprung.getOrDefault(lab.name(), new ConcurrentLinkedQueue<>()));
    }

    private JsonNode ask(String verb, String answer, String world, Map<String, Object> more) {
        var future = new CompletableFuture<JsonNode>();
        answers.put(answer + " " + world, future);
        var order = new LinkedHashMap<String, Object>(more);
        order.put("verb", verb);
        order.put("world", world);
        try {
            synchronized (orders) {
                orders.write(JSON.writeValueAsString(order) + "\n");
                orders.flush();
            }
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("the chaos host is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.DETACHED, "interrupted", e);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("the chaos host did not " + verb + " " + world + ": " + e.getMessage(), e);
        } finally {
            answers.remove(answer + " " + world);
        }
    }

    private void listen() {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                hear(JSON.readTree(line));
            }
        } catch (IOException e) {
            fail(e.toString());
        }
        fail("it ended");
    }

    private void hear(JsonNode said) {
        var event = said.path("event").asString();
        var world = said.path("world").asString();
        var details = said.path("details");
        switch (event) {
            case "sprung" ->
                sprung.computeIfAbsent(world, w -> new ConcurrentLinkedQueue<>())
                        .add(details);
            case "failed" ->
                answers.forEach((key, future) -> {
                    if (key.endsWith(" " + world)) {
                        future.completeExceptionally(new IllegalStateException(
                                details.path("message").asString()));
                    }
                });
            default -> {
                var waiting = answers.get(event + " " + world);
                if (waiting != null) {
                    waiting.complete(details);
                }
            }
        }
    }

    private void fail(String why) {
        answers.values().forEach(future -> future.completeExceptionally(new IllegalStateException(why)));
    }

    @Override
    public void close() {
        try (orders) {
            process.getOutputStream().close(); // its stdin: it ends by itself
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
