package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import io.homelab.simulator.kubernetes.velero.store.Bucket;
import io.homelab.simulator.kubernetes.velero.store.Layout;
import io.homelab.simulator.kubernetes.velero.store.Repository;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The buckets behind the locations of one namespace. */
final class Stores implements AutoCloseable {
    private static final String DEFAULT_SECRET = "cloud-credentials";
    private static final String DEFAULT_KEY = "cloud";

    private final Api api;
    private final String namespace;
    private final Map<Bucket.Address, Bucket> open = new HashMap<>();

    Stores(Api api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /** A bucket with what is where in it. */
    record Store(Bucket bucket, Layout layout) {
        Repository repository(String volumeNamespace) {
            return new Repository(bucket, layout.repository(volumeNamespace));
        }
    }

    Optional<ObjectNode> location(String name) {
        return api.find(Names.LOCATIONS, namespace, name);
    }

    static boolean available(ObjectNode location) {
        return Names.phase(location).equals("Available");
    }

    /** The store of a location by its name. */
    Store of(String location) throws StoreFailed {
        var found = location(location);
        if (found.isEmpty()) {
            throw new StoreFailed("backupstoragelocations.velero.io \"" + location + "\" not found");
        }
        return of(found.get());
    }

    Store of(ObjectNode location) throws StoreFailed {
        var provider = Json.text(location, "spec.provider");
        if (!provider.equals("aws") && !provider.equals("velero.io/aws")) {
            throw new StoreFailed("unable to locate ObjectStore plugin named velero.io/" + provider);
        }
        var keys = credentials(location);
        var config = location.path("spec").path("config");
        var address = new Bucket.Address(
                Json.text(location, "spec.objectStorage.bucket"),
                Json.text(config, "region"),
                Json.text(config, "s3ForcePathStyle").equals("true"),
                some(Json.text(config, "s3Url")),
                some(Json.text(config, "publicUrl")),
                keys.getOrDefault("aws_access_key_id", ""),
                keys.getOrDefault("aws_secret_access_key", ""));
        try {
            return new Store(
                    open.computeIfAbsent(address, Bucket::new),
                    new Layout(Json.text(location, "spec.objectStorage.prefix")));
        } catch (IllegalArgumentException e) {
            throw new StoreFailed("rpc error: code = Unknown desc = " + e.getMessage());
        }
    }

    private static @Nullable String some(String text) {
        return text.isEmpty() ? null : text;
    }

    private Map<String, String> credentials(ObjectNode location) throws StoreFailed {
        var named = location.path("spec").path("credential");
        var secretName = named.isObject() ? Json.text(named, "name") : mounted();
        var key = named.isObject() ? Json.text(named, "key") : DEFAULT_KEY;
        var secret = api.find("secrets", namespace, secretName);
        if (secret.isEmpty()) {
            throw new StoreFailed(
                    "unable to get credentials: unable to get key for secret: Secret \"" + secretName + "\" not found");
        }
        var encoded = secret.get().path("data").path(key).asString("");
        if (encoded.isEmpty()) {
            throw new StoreFailed("unable to get credentials: unable to get key for secret: secret \"" + secretName
                    + "\" is missing data for key \"" + key + "\"");
        }
        var profile = Json.text(location, "spec.config.profile");
        var ini = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        var keys = profile(ini, profile.isEmpty() ? "default" : profile);
        if (!keys.containsKey("aws_access_key_id") || !keys.containsKey("aws_secret_access_key")) {
            throw new StoreFailed("rpc error: code = Unknown desc = failed to get shared config profile, "
                    + (profile.isEmpty() ? "default" : profile));
        }
        return keys;
    }

    /** The secret that the server has as its own credentials. */
    private String mounted() {
        return api.find("deployments.apps", namespace, "velero").stream()
                .flatMap(server -> Json.at(server, "spec.template.spec.volumes").valueStream())
                .filter(volume -> Json.text(volume, "name").equals(DEFAULT_SECRET))
                .map(volume -> Json.text(volume, "secret.secretName"))
                .findFirst()
                .orElse(DEFAULT_SECRET);
    }

    private static Map<String, String> profile(String ini, String profile) {
        var keys = new HashMap<String, String>();
        var inside = false;
        for (var line : ini.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inside = line.equals("[" + profile + "]") || line.equals("[profile " + profile + "]");
            } else if (inside && line.contains("=") && !line.startsWith("#")) {
                var equals = line.indexOf('=');
                keys.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return keys;
    }

    @Override
    public void close() {
        open.values().forEach(Bucket::close);
    }
}
