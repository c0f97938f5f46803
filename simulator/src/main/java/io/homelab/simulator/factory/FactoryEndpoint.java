package io.homelab.simulator.factory;

import io.homelab.simulator.web.Endpoint;
import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Observed;
import io.homelab.simulator.web.Observed.Outcome;
import io.homelab.simulator.web.Reply;
import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.Faults.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Schematics and images. */
final class FactoryEndpoint implements Endpoint {
    private static final int IMAGE_SIZE = 2 << 20;
    private static final Pattern ISO =
            Pattern.compile("(?<platform>[a-z]+)-(?<arch>amd64|arm64)(?<secure>-secureboot)?\\.iso");
    private static final Pattern VERSION = Pattern.compile("v1\\.(9|1\\d)\\.\\d+(-(alpha|beta|rc)\\.\\d+)?");
    static final List<String> VERSIONS =
            List.of("v1.9.0", "v1.9.5", "v1.10.0", "v1.10.5", "v1.11.0", "v1.11.3", "v1.12.0", "v1.12.1");

    private final DiskWorld world;
    private final Documents<String> schematics;
    private final Observed observed;
    private final JsonMapper json = JsonMapper.builder().build();

    FactoryEndpoint(DiskWorld world) {
        this.world = world;
        schematics = new Documents<>(world.store(), "factory-schematics", String.class);
        observed = new Observed("factory", world.faults(), world.calls(), world.physics());
    }

    @Override
    public Reply answer(Exchange exchange) {
        var path = exchange.segments();
        var posting = exchange.method().equals("POST") && path.equals(List.of("schematics"));
        var body = posting ? new String(exchange.bytes(), StandardCharsets.UTF_8) : "";
        return observed.run(subject(exchange, path), new Observed.Work() {
            @Override
            public Outcome run(Optional<Fault> fault) {
                if (posting) {
                    return post(body);
                }
                var reply = Map.of("GET", true, "HEAD", true).containsKey(exchange.method())
                        ? get(path)
                        : Reply.text(405, "Method Not Allowed\n");
                return Outcome.of(reply, false, "anonymous");
            }

            @Override
            public Reply refuse(Fault fault) {
                return Reply.text(fault.status(), fault.message() + "\n");
            }
        });
    }

    private static Observed.Subject subject(Exchange exchange, List<String> path) {
        var image = path.size() == 4 && path.getFirst().equals("image");
        var schematic = path.size() == 2 && path.getFirst().equals("schematics");
        var route =
                image ? "/image/{id}/{version}/{file}" : schematic ? "/schematics/{id}" : "/" + String.join("/", path);
        var target = image ? path.get(2) + "/" + path.get(3) : schematic ? path.get(1) : "";
        var method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        return new Observed.Subject(
                method + " " + route, target, method.equals("POST"), exchange.header(CallLog.BAGGAGE));
    }

    private Outcome post(String body) {
        try {
            var schematic = Schematic.parse(body);
            var fresh = schematics.get(schematic.id()).isEmpty();
            schematics.put(schematic.id(), schematic.yaml());
            world.store().commit();
            return Outcome.of(Reply.json(201, "{\"id\":\"" + schematic.id() + "\"}"), fresh, "anonymous");
        } catch (JacksonException | IllegalArgumentException e) {
            return Outcome.of(Reply.text(400, e.getMessage() + "\n"), false, "anonymous");
        }
    }

    private Reply get(List<String> path) {
        if (path.equals(List.of("versions"))) {
            return Reply.json(200, json.writeValueAsString(VERSIONS));
        }
        if (path.size() == 2 && path.getFirst().equals("schematics")) {
            return schematic(path.get(1))
                    .map(yaml -> Reply.of(200, "application/yaml", yaml.getBytes(StandardCharsets.UTF_8)))
                    .orElseGet(() -> missing(path.get(1)));
        }
        if (path.size() == 4 && path.getFirst().equals("image")) {
            return image(path.get(1), path.get(2), path.get(3));
        }
        return Reply.text(404, "404 page not found\n");
    }

    private Reply image(String id, String version, String file) {
        var name = ISO.matcher(file);
        if (!name.matches()) {
            return Reply.text(404, "profile not supported by the simulator: " + file + "\n");
        }
        if (!VERSION.matcher(version).matches()) {
            return Reply.text(404, "version " + version + " is not available\n");
        }
        if (schematic(id).isEmpty()) {
            return missing(id);
        }
        var platform = name.group("platform")
                + Optional.ofNullable(name.group("secure")).orElse("");
        var image = new BootImage("talos", version, id, platform, name.group("arch"));
        // Without any checksum, as the real factory.
        return Reply.of(200, "application/octet-stream", image.bytes(IMAGE_SIZE))
                .with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }

    /** The empty schematic is always there. */
    private Optional<String> schematic(String id) {
        var empty = Schematic.parse("");
        return schematics.get(id).or(() -> empty.id().equals(id) ? Optional.of(empty.yaml()) : Optional.empty());
    }

    private static Reply missing(String id) {
        return Reply.text(404, "schematic ID \"" + id + "\" not found\n");
    }
}
