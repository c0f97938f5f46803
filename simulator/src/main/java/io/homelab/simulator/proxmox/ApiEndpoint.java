package io.homelab.simulator.proxmox;

import io.homelab.simulator.web.Endpoint;
import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Observed;
import io.homelab.simulator.web.Observed.Outcome;
import io.homelab.simulator.web.Reply;
import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.Faults.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** pveproxy and pvedaemon: from a request to an answer. */
final class ApiEndpoint implements Endpoint {
    private static final Logger log = LoggerFactory.getLogger(ApiEndpoint.class);
    private static final Duration AFTER_WRONG_CREDENTIALS = Duration.ofSeconds(3);

    private final Pve pve;
    private final Observed observed;
    private final Routes routes = new Routes();

    ApiEndpoint(Pve pve) {
        this.pve = pve;
        var world = pve.world;
        observed = new Observed("proxmox", world.faults(), world.calls(), world.physics());
    }

    @Override
    public Reply answer(Exchange exchange) {
        var path = exchange.segments();
        if (path.isEmpty()) {
            return Reply.of(
                            200,
                            "text/html;charset=UTF-8",
                            "<html><title>pve</title></html>".getBytes(StandardCharsets.UTF_8))
                    .with("Server", "pve-api-daemon/3.0");
        }
        if (path.size() < 2
                || !path.getFirst().equals("api2")
                || !List.of("json", "extjs").contains(path.get(1))) {
            return Reply.of(404, "text/plain", new byte[0])
                    .with("Server", "pve-api-daemon/3.0")
                    .reason("no such file '" + exchange.path() + "'")
                    .closing();
        }
        var gzip = exchange.header("Accept-Encoding")
                .filter(value -> value.contains("gzip"))
                .isPresent();
        var answers = new ApiAnswer(pve.options, path.get(1).equals("extjs"), gzip);
        return new OneCall(exchange, path.subList(2, path.size()), answers).run();
    }

    private final class OneCall implements Observed.Work {
        private final Exchange exchange;
        private final ApiAnswer answers;
        private final String method;
        private final List<String> path;
        private final Optional<Routes.Match> match;
        private final Map<String, String> given = new HashMap<>();
        private final @Nullable ApiFailure malformed;

        OneCall(Exchange exchange, List<String> path, ApiAnswer answers) {
            this.exchange = exchange;
            this.path = path;
            this.answers = answers;
            method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
            match = routes.match(method, path);
            malformed = read();
        }

        /** Read before faults are asked, since a new machine's number is in the body. */
        private @Nullable ApiFailure read() {
            try {
                var upload = match.filter(found -> found.route().operation().endsWith("/upload"))
                        .isPresent();
                given.putAll(RequestParameters.of(exchange, upload));
                return null;
            } catch (ApiFailure e) {
                return e;
            }
        }

        Reply run() {
            var operation =
                    match.map(found -> found.route().operation()).orElse(method + " /" + String.join("/", path));
            return observed.run(
                    new Observed.Subject(operation, target(), !method.equals("GET"), exchange.header(CallLog.BAGGAGE)),
                    this);
        }

        private String target() {
            var values = new HashMap<>(given);
            match.ifPresent(found -> values.putAll(found.values()));
            if (values.containsKey("vmid")) {
                return values.getOrDefault("vmid", "");
            }
            if (values.containsKey("volume")) {
                return values.getOrDefault("volume", "");
            }
            return values.getOrDefault("storage", values.getOrDefault("node", ""));
        }

        @Override
        public Outcome run(Optional<Fault> fault) {
            if (malformed != null) {
                return refused(malformed, "anonymous");
            }
            var open = path.equals(List.of("access", "ticket")) || path.equals(List.of("access", "domains"));
            var caller = open
                    ? Optional.of(new Caller("nobody@pve", Optional.empty()))
                    : pve.state.locked(() -> pve.login.caller(exchange));
            if (caller.isEmpty()) {
                var delay = pve.state.scaled(AFTER_WRONG_CREDENTIALS);
                return Outcome.of(ApiAnswer.unauthorized(unauthorized(), delay), false, "anonymous");
            }
            try {
                return Outcome.of(
                        answers.data(handle(caller.get(), Fate.of(fault))),
                        !method.equals("GET"),
                        caller.get().id());
            } catch (ApiFailure e) {
                return e.status() == 401
                        ? Outcome.of(
                                ApiAnswer.unauthorized(e.text(), pve.state.scaled(AFTER_WRONG_CREDENTIALS)),
                                false,
                                "anonymous")
                        : refused(e, caller.get().id());
            } catch (RuntimeException e) {
                log.error("{} failed", path, e);
                return refused(
                        ApiFailure.died("internal error of the simulator: " + e),
                        caller.get().id());
            }
        }

        private JsonNode handle(Caller caller, Fate fate) {
            var found = match.orElseThrow(() -> new ApiFailure(
                    501, "Method '" + method + " /" + String.join("/", path) + "' not implemented", Map.of()));
            var values = new HashMap<>(given);
            values.putAll(found.values());
            var call = new ApiCall(
                    pve, caller, new Parameters(found.route().schema().check(values)), fate, exchange);
            call.get("node").filter(node -> found.values().containsKey("node")).ifPresent(pve.nodes::need);
            var handler = found.route().handler();
            return found.route().alone() ? pve.state.locked(() -> handler.handle(call)) : handler.handle(call);
        }

        private String unauthorized() {
            var tokenLeak = exchange.header("Authorization").isPresent()
                    && !pve.options.pveVersion().matches("9\\.[1-9].*");
            return exchange.header("Authorization").isEmpty()
                            && exchange.header("Cookie").isEmpty()
                    ? "No ticket"
                    : tokenLeak ? "invalid token value!" : "Authentication failed!";
        }

        private Outcome refused(ApiFailure failure, String client) {
            return Outcome.of(answers.failure(failure), false, client);
        }

        @Override
        public Reply refuse(Fault fault) {
            return fault.status() == 401
                    ? ApiAnswer.unauthorized(fault.message(), Duration.ZERO)
                    : answers.failure(new ApiFailure(fault.status(), fault.message(), Map.of()));
        }
    }
}
