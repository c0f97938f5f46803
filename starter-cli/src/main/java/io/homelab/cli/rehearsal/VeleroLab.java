package io.homelab.cli.rehearsal;

import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.controlplane.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What makes a simulated cluster one with Velero: somebody installs it, runs an application, and takes a backup. */
final class VeleroLab {
    static final String CLUSTER = "dev";
    static final String NAMESPACE = "photos";
    private static final String WORLD = "/worlds/lab/";
    private static final String PAGE = "index.html";
    private static final int PAGE_BYTES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ControlPlane controlPlane;
    private final EditedLab lab;
    private final byte[] album = new byte[PAGE_BYTES];

    VeleroLab(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
        this.lab = new EditedLab(controlPlane);
        new Random(5).nextBytes(album);
    }

    /** Brings it into a cluster that runs, without keys of the S3 server that it is to keep its backups at. */
    void install(String url) throws IOException {
        send("POST", "clusters/" + CLUSTER + "/velero", new byte[0]);
        apply(resource("velero.yaml").replace("@URL@", url));
        apply(resource("photos.yaml"));
        Waiting.until(
                PATIENCE,
                () -> object("deployments.apps", NAMESPACE, "web")
                                .at("/status/readyReplicas")
                                .asInt(0)
                        == 1,
                () -> "the application of the rehearsal does not run: "
                        + object("deployments.apps", NAMESPACE, "web").path("status"));
        send("PUT", volume(NAMESPACE), album);
    }

    /** Somebody changes the schedule. */
    void pause(boolean paused) {
        apply("""
                apiVersion: velero.io/v1
                kind: Schedule
                metadata: {name: nightly, namespace: velero}
                spec:
                  paused: %s
                  schedule: 0 3 * * *
                  template: {includedNamespaces: [%s], ttl: 720h0m0s}
                """.formatted(paused, NAMESPACE));
    }

    /**
     * Puts it into the lab file, with a drill that wants the album byte for byte.
     *
     * @param location of the S3 server, as restic writes it
     * @param accessKey where the lab file finds it
     * @param secretKey likewise
     */
    void fill(String location, String accessKey, String secretKey) throws IOException {
        lab.change(file -> {
            var cluster =
                    ((ObjectNode) file.path("backups")).putObject("clusters").putObject(CLUSTER);
            cluster.putObject("storage")
                    .put("location", location)
                    .put("accessKey", accessKey)
                    .put("secretKey", secretKey);
            cluster.putObject("schedules")
                    .putObject("nightly")
                    .putArray("namespaces")
                    .add(NAMESPACE);
            var drill = cluster.putObject("drill");
            drill.putArray("namespaces").add(NAMESPACE);
            drill.putArray("probes")
                    .addObject()
                    .put("namespace", NAMESPACE)
                    .put("service", "web:80")
                    .put("sha256", HexFormat.of().formatHex(BackupLab.sha256(album)));
        });
    }

    /** Somebody changes the cluster's part of the lab file. */
    void change(Consumer<ObjectNode> change) throws IOException {
        lab.change(file -> change.accept((ObjectNode) file.at("/backups/clusters/" + CLUSTER)));
    }

    /** Somebody writes over the album. */
    void overwrite() {
        send("PUT", volume(NAMESPACE), "written over by mistake".getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a namespace has the album as it was, and the same configuration and login as the living one. */
    boolean isWhole(String namespace) {
        return Arrays.equals(album, send("GET", volume(namespace), new byte[0]))
                && same(namespace, "configmaps", "settings")
                && same(namespace, "secrets", "login");
    }

    private boolean same(String namespace, String resource, String name) {
        return object(resource, NAMESPACE, name)
                .path("data")
                .equals(object(resource, namespace, name).path("data"));
    }

    private static String volume(String namespace) {
        return "volumes/" + CLUSTER + "/" + namespace + "/album/" + PAGE;
    }

    private JsonNode object(String resource, String namespace, String name) {
        return controlPlane
                .simulator()
                .call(
                        "GET",
                        WORLD + "clusters/" + CLUSTER + "/objects/" + resource + "/" + namespace + "/" + name,
                        Map.of());
    }

    private void apply(String yaml) {
        send("POST", "clusters/" + CLUSTER + "/manifests", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] send(String method, String path, byte[] body) {
        return controlPlane.simulator().send(method, WORLD + path, body);
    }

    private static String resource(String name) throws IOException {
        try (var in = VeleroLab.class.getResourceAsStream("/rehearsal/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
