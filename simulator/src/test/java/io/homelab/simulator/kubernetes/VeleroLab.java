package io.homelab.simulator.kubernetes;

import io.homelab.simulator.charts.VeleroDefinitions;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.velero.store.Gzip;
import io.homelab.simulator.kubernetes.volumes.Claims;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A cluster with volumes and Velero, and an S3 server. */
final class VeleroLab implements AutoCloseable {
    private static final String API = "/apis/velero.io/v1/namespaces/velero/";

    final DiskWorld world;
    final RcloneS3 s3;
    final SmallCluster cluster;

    VeleroLab(Path state, String name, String volumeType) throws Exception {
        var directory = Files.createDirectories(state.resolve(name));
        world = new Worlds(directory, List.of()).create(WorldOptions.of(name, 0.003));
        s3 = new RcloneS3(directory, "backups");
        cluster = new SmallCluster(world, "dev", 11);
        cluster.provisioner(volumeType);
        install(cluster);
    }

    void install(SmallCluster into) throws Exception {
        into.apply(VeleroDefinitions.yaml());
        into.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: velero}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: cloud-credentials, namespace: velero}
                stringData:
                  cloud: |
                    [default]
                    aws_access_key_id=%s
                    aws_secret_access_key=%s
                ---
                apiVersion: velero.io/v1
                kind: BackupStorageLocation
                metadata: {name: default, namespace: velero}
                spec:
                  provider: aws
                  default: true
                  objectStorage: {bucket: backups, prefix: homelab}
                  config: {region: us-east-1, s3ForcePathStyle: "true", s3Url: "%s"}
                ---
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: node-agent, namespace: velero}
                spec:
                  selector: {matchLabels: {name: node-agent}}
                  template:
                    metadata: {labels: {name: node-agent}}
                    spec:
                      containers: [{name: node-agent, image: "velero/velero:v1.18.3"}]
                ---
                %s""".formatted(
                        RcloneS3.ACCESS_KEY,
                        RcloneS3.SECRET_KEY,
                        s3.url(),
                        ArgoLab.deployment("velero", "velero/velero:v1.18.3")
                                .replaceFirst("name: velero", "name: velero\n  namespace: velero")));
        into.ready("velero", "velero");
        Eventually.get(() -> into.get("/apis/apps/v1/namespaces/velero/daemonsets/node-agent")
                        .at("/status/numberReady")
                        .asInt(0)
                == 1);
        awaitPhase(into, "backupstoragelocations", "default", "Available");
    }

    JsonNode get(String plural, String name) throws Exception {
        return cluster.get(API + plural + "/" + name);
    }

    JsonNode list(String plural) throws Exception {
        return cluster.get(API + plural).path("items");
    }

    void create(String kind, String plural, String name, String spec) throws Exception {
        create(cluster, kind, plural, name, spec);
    }

    static void create(SmallCluster into, String kind, String plural, String name, String spec) throws Exception {
        var reply = into.client.post(
                API + plural,
                "{'apiVersion':'velero.io/v1','kind':'" + kind + "','metadata':{'name':'" + name + "'},'spec':" + spec
                        + "}");
        if (reply.code() != 201) {
            throw new IllegalStateException(reply.body().toString());
        }
    }

    JsonNode await(String plural, String name, String phase) {
        return awaitPhase(cluster, plural, name, phase);
    }

    static JsonNode awaitPhase(SmallCluster in, String plural, String name, String phase) {
        return Eventually.get(() -> {
            var found = in.get(API + plural + "/" + name);
            if (!found.at("/status/phase").asString("").equals(phase)) {
                throw new AssertionError(found.toString());
            }
            return found;
        });
    }

    JsonNode backUp(String name, String spec) throws Exception {
        create("Backup", "backups", name, spec);
        return await("backups", name, "Completed");
    }

    void delete(String plural, String name) throws Exception {
        cluster.delete(API + plural + "/" + name);
    }

    /** Writes a file into the volume of a site. */
    void write(String namespace, String path, String content) {
        new Volumes(world.store(), "dev").write(volume(namespace), path, content.getBytes(StandardCharsets.UTF_8));
    }

    String volume(String namespace) {
        return new Claims(world.store()).volume("dev", namespace, "pages");
    }

    /** A site with one page. */
    void site(String namespace, String annotations, String page) throws Exception {
        cluster.site(namespace, annotations);
        cluster.ready(namespace, "web");
        write(namespace, "index.html", page);
    }

    /** What a download request leads to, unzipped. */
    byte[] download(String kind, String name) throws Exception {
        var request = "get-" + Long.toString(System.nanoTime(), 36);
        create(
                "DownloadRequest",
                "downloadrequests",
                request,
                "{'target':{'kind':'" + kind + "','name':'" + name + "'}}");
        var url = await("downloadrequests", request, "Processed")
                .at("/status/downloadURL")
                .asString("");
        try (var http = HttpClient.newHttpClient()) {
            var response =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(url + ": " + response.statusCode());
            }
            return Gzip.unzip(response.body());
        }
    }

    JsonNode results(String kind, String name) throws Exception {
        return Json.parse(download(kind, name));
    }

    void fault(Faults.Kind kind, String system, String operation, String target, String message) {
        world.faults().arm(new Faults.Fault(kind, system, operation, target, 0, 0, 0, message, Duration.ZERO));
    }

    @Override
    public void close() {
        cluster.close();
        world.close();
        s3.close();
    }
}
