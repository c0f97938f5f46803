package io.homelab.simulator.git;

import io.homelab.simulator.web.Endpoint;
import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Observed;
import io.homelab.simulator.web.Observed.Outcome;
import io.homelab.simulator.web.Reply;
import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Faults.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Git's smart protocol: {@code /OWNER/NAME.git/info/refs}, {@code …/git-upload-pack}, {@code …/git-receive-pack}. */
final class GitEndpoint implements Endpoint {
    private static final String RECEIVE = "git-receive-pack";
    private static final List<String> SERVICES = List.of("git-upload-pack", RECEIVE);

    private final Repositories repositories;
    private final List<GitAccount> accounts;
    private final Observed observed;

    GitEndpoint(DiskWorld world, Repositories repositories, List<GitAccount> accounts) {
        this.repositories = repositories;
        this.accounts = accounts;
        observed = new Observed("git", world.faults(), world.calls(), world.physics());
    }

    @Override
    public Reply answer(Exchange exchange) {
        var path = exchange.segments();
        if (path.size() < 3) {
            return Reply.text(404, "Not Found\n");
        }
        var name = path.get(0) + "/" + path.get(1).replaceFirst("\\.git$", "");
        var rest = String.join("/", path.subList(2, path.size()));
        var advertised = rest.equals("info/refs");
        var service = advertised
                ? exchange.query().getOrDefault("service", List.of("")).getFirst()
                : rest;
        var operation = exchange.method() + " /{repository}/" + rest + (advertised ? "?service=" + service : "");
        return observed.run(
                new Observed.Subject(
                        operation, name, !advertised && service.equals(RECEIVE), exchange.header(CallLog.BAGGAGE)),
                new Observed.Work() {
                    @Override
                    public Outcome run(Optional<Fault> fault) {
                        return serve(exchange, name, service, advertised);
                    }

                    @Override
                    public Reply refuse(Fault fault) {
                        return Reply.text(fault.status(), fault.message() + "\n");
                    }
                });
    }

    private Outcome serve(Exchange exchange, String name, String service, boolean advertised) {
        var account =
                GitAccount.proven(accounts, exchange.header("Authorization").orElse(""));
        if (account.isEmpty()) {
            return Outcome.of(
                    Reply.text(401, "Authentication required\n").with("WWW-Authenticate", "Basic realm=\"Git\""),
                    false,
                    "anonymous");
        }
        var who = account.get().username();
        if (!SERVICES.contains(service) || !exchange.method().equals(advertised ? "GET" : "POST")) {
            return Outcome.of(Reply.text(404, "Not Found\n"), false, who);
        }
        if (service.equals(RECEIVE) && !account.get().writes()) {
            return Outcome.of(Reply.text(403, "Write access to repository not granted.\n"), false, who);
        }
        try (var repository = repositories.find(name).orElse(null)) {
            if (repository == null) {
                return Outcome.of(Reply.text(404, "Repository not found.\n"), false, who);
            }
            var talk = new SmartProtocol(repository, exchange);
            if (advertised) {
                return Outcome.of(talk.advertise(service), false, who);
            }
            if (!service.equals(RECEIVE)) {
                return Outcome.of(talk.upload(), false, who);
            }
            var received = talk.receive();
            return new Outcome(
                    received.reply(), received.committed(), who, Optional.empty(), Map.of("refs", received.refs()));
        }
    }
}
