package io.homelab.worker.chaos;

import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Workers of many simulated labs in one process, told over stdin what to do and telling over stdout what happened, one
 * JSON object a line. It ends when stdin does.
 */
public final class ChaosHost {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintStream out;
    private final ConcurrentMap<String, HostedWorld> worlds = new ConcurrentHashMap<>();

    private ChaosHost(PrintStream out) {
        this.out = out;
    }

    /** What the other side wants; {@code settings} and {@code traps} only to open a world. */
    record Order(
            String verb,
            String world,
            @Nullable Settings settings,
            @Nullable List<Trap> traps) {}

    /** Serves until stdin ends. */
    public static void main(String[] words) throws IOException {
        var out = System.out;
        System.setOut(System.err); // stdout is for happenings alone
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("logback.configurationFile", "chaos-logback.xml");
        new ChaosHost(out).serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        // Parked threads of dead incarnations are not daemons.
        Runtime.getRuntime().halt(0);
    }

    private void serve(BufferedReader in) throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var order = JSON.readValue(line, Order.class);
            Thread.ofVirtual().start(() -> obey(order));
        }
    }

    private void obey(Order order) {
        try {
            switch (order.verb()) {
                case "open" -> open(order);
                case "settle" ->
                    tell(
                            "settled",
                            order.world(),
                            Map.of("quiet", need(order.world()).settle(SETTLE)));
                case "close" -> close(order.world());
                default -> throw new IllegalArgumentException("no such verb: " + order.verb());
            }
        } catch (RuntimeException e) {
            org.slf4j.LoggerFactory.getLogger(ChaosHost.class).error("{} failed", order.verb(), e);
            tell("failed", order.world(), Map.of("message", String.valueOf(e.getMessage())));
        }
    }

    private void open(Order order) {
        var settings = Optional.ofNullable(order.settings())
                .orElseThrow(() -> new IllegalArgumentException("a world needs its settings"));
        refuseRealLab(settings.lab());
        var traps = Optional.ofNullable(order.traps()).orElse(List.of());
        var world = new HostedWorld(settings, traps, happening -> tell("sprung", order.world(), happening));
        worlds.put(order.world(), world);
        world.start();
        tell("opened", order.world(), Map.of());
    }

    private static void refuseRealLab(Path lab) {
        try {
            if (!LabFile.open(lab).lab().simulated()) {
                throw new IllegalArgumentException("chaos is for simulated labs only, and " + lab + " is a real one");
            }
        } catch (InvalidLab e) {
            throw new IllegalArgumentException("the lab file " + lab + " is invalid: " + e.getMessage(), e);
        }
    }

    private void close(String name) {
        var world = need(name);
        worlds.remove(name);
        var seen = world.traps().seen();
        world.close();
        tell("closed", name, Map.of("seen", seen));
    }

    private HostedWorld need(String name) {
        return Optional.ofNullable(worlds.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no world " + name + " is open"));
    }

    private synchronized void tell(String event, String world, Object details) {
        var line = new LinkedHashMap<String, Object>();
        line.put("event", event);
        line.put("world", world);
        line.put("details", details);
        out.println(JSON.writeValueAsString(line));
        out.flush();
    }
}
