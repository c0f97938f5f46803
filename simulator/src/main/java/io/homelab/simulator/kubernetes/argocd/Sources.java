package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.argocd.source.Checkout;
import io.homelab.simulator.kubernetes.argocd.source.Manifests;
import io.homelab.simulator.kubernetes.argocd.source.RepoServer;
import io.homelab.simulator.kubernetes.argocd.source.SourceFailed;
import io.homelab.simulator.kubernetes.controllers.Api;
import io.homelab.simulator.world.Faults;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The way to the repo-server, with the credentials that the cluster has for a repository. */
final class Sources {
    private final Api api;
    private final RepoServer server;
    private final Faults faults;
    private final String cluster;
    private final Map<String, String> resolved = new HashMap<>();

    Sources(Api api, RepoServer server, Faults faults, String cluster) {
        this.api = api;
        this.server = server;
        this.faults = faults;
        this.cluster = cluster;
    }

    /** What Git wants to be there. */
    record Target(String revision, List<ObjectNode> manifests, boolean kustomize) {}

    /** Asks Git anew from now on; until then many applications of one repository ask it once. */
    void forget() {
        resolved.clear();
    }

    /** The commit that a revision means now. */
    String revision(String application, String url, String revision) {
        faults.meet("argocd", "fetch " + cluster, application).ifPresent(fault -> {
            throw new SourceFailed("rpc error: code = Unknown desc = " + fault.message());
        });
        if (!ArgoCd.runs(api, "deployments.apps", "argocd-repo-server")) {
            throw new SourceFailed(
                    "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while"
                            + " dialing: dial tcp argocd-repo-server:8081: connect: connection refused\"");
        }
        var known = resolved.get(url + " " + revision);
        if (known == null) {
            known = server.resolve(url, credentials(url), revision);
            resolved.put(url + " " + revision, known);
        }
        return known;
    }

    Target target(String application, JsonNode source, String revision) {
        var url = Json.text(source, "repoURL");
        var sha = revision(application, url, revision);
        var checkout = server.checkout(url, sha);
        return new Target(sha, Manifests.of(checkout, source), Manifests.kustomized(checkout, source));
    }

    Checkout checkout(String application, String url, String revision) {
        return server.checkout(url, revision(application, url, revision));
    }

    private RepoServer.Credentials credentials(String url) {
        return secret(url, "repository")
                .or(() -> secret(url, "repo-creds"))
                .map(secret -> {
                    if (!value(secret, "sshPrivateKey").isEmpty()) {
                        throw new SourceFailed(
                                "rpc error: code = Unimplemented desc = the simulated Argo CD speaks no SSH: " + url);
                    }
                    return new RepoServer.Credentials(value(secret, "username"), value(secret, "password"));
                })
                .orElse(new RepoServer.Credentials("", ""));
    }

    private Optional<ObjectNode> secret(String url, String type) {
        return api.list("secrets", Names.NAMESPACE).stream()
                .filter(secret -> secret.path("metadata")
                        .path("labels")
                        .path(Names.SECRET_TYPE)
                        .asString("")
                        .equals(type))
                .filter(secret -> {
                    var of = normal(value(secret, "url"));
                    return !of.isEmpty()
                            && (type.equals("repository")
                                    ? of.equals(normal(url))
                                    : normal(url).startsWith(of));
                })
                .findFirst();
    }

    private static String normal(String url) {
        return url.strip().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    }

    static String value(ObjectNode secret, String key) {
        var text = secret.path("data").path(key).asString("");
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
