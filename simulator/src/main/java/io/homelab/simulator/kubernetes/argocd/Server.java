package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** What argocd-server makes when it starts: the first password and the default project. */
final class Server {
    private final Api api;

    Server(Api api) {
        this.api = api;
    }

    void reconcile() {
        var secret = api.find("secrets", Names.NAMESPACE, "argocd-secret");
        if (secret.isPresent() && !secret.get().path("data").has("admin.password")) {
            var password = random();
            api.ensure("secrets", named("argocd-initial-admin-secret", "Opaque", "password", password));
            api.change("secrets", secret.get(), "", live -> Json.ensure(live, "data")
                    .put("admin.password", base64("sha256:" + Integer.toHexString(password.hashCode())))
                    .put("admin.passwordMtime", base64(api.now()))
                    .put("server.secretkey", base64(random())));
        }
        if (api.serves(Names.PROJECTS)) {
            api.ensure(
                    Names.PROJECTS,
                    Json.of("{'metadata':{'name':'default','namespace':'argocd'},'spec':{'sourceRepos':['*'],"
                            + "'destinations':[{'server':'*','namespace':'*'}],"
                            + "'clusterResourceWhitelist':[{'group':'*','kind':'*'}]}}"));
        }
    }

    private static tools.jackson.databind.node.ObjectNode named(String name, String type, String key, String value) {
        var secret = Json.of("{'metadata':{'namespace':'argocd'}}").put("type", type);
        Json.meta(secret).put("name", name);
        Json.ensure(secret, "data").put(key, base64(value));
        return secret;
    }

    private static String random() {
        var bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
