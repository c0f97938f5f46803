package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the worker's code one question without a control plane: a process that answers and ends. */
public final class Inspection {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Installation installation;

    public Inspection(Installation installation) {
        this.installation = installation;
    }

    /** What a question about the whole lab begins with. */
    public static Map<String, String> where(Places places) {
        return Map.of(
                "lab", places.labFile().toString(),
                "config", places.config().toString(),
                "state", places.state().toString(),
                "cache", places.cache().toString());
    }

    /** The answer; a {@link CommandFailure} with what, where and what to do when there is a problem. */
    public JsonNode ask(String kind, Map<String, ?> question) {
        var reply = run(kind, question);
        var problem = reply.path("problem");
        if (problem.isObject()) {
            throw new CommandFailure(
                    problem.path("kind").asString("").equals("AUTH") ? ExitCode.AUTHENTICATION : ExitCode.FAILED,
                    line(problem));
        }
        return reply.path("answer");
    }

    /** A failure report as one line. */
    public static String line(JsonNode problem) {
        var where = problem.path("where").asString("");
        var remedy = problem.path("remedy").asString("");
        return problem.path("what").asString("")
                + (where.isEmpty() ? "" : " (" + where + ")")
                + (remedy.isEmpty() ? "" : " — " + remedy);
    }

    private JsonNode run(String kind, Map<String, ?> question) {
        @Nullable Path errors = null;
        try {
            errors = Files.createTempFile("homelab-inspection-", ".log");
            var builder = new ProcessBuilder(installation.jvm(
                            "worker", "io.homelab.worker.inspect.Inspector", List.of("-Xmx128m"), List.of(kind)))
                    .redirectError(errors.toFile());
            builder.environment().putAll(installation.environment());
            var process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(JSON.writeValueAsBytes(question));
            }
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return JSON.readTree(answer.strip());
        } catch (IOException | JacksonException e) {
            throw new CommandFailure(ExitCode.FAILED, "looking failed: " + e.getMessage() + "\n" + tail(errors), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.DETACHED, "interrupted while looking", e);
        } finally {
            delete(errors);
        }
    }

    private static String tail(@Nullable Path file) {
        try {
            var lines = file == null ? List.<String>of() : Files.readAllLines(file);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
