package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Http;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.SlowDown;
import io.homelab.activities.transport.Unreachable;
import io.homelab.lab.secrets.Redaction;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The verbs of Proxmox VE's API that we use, typed. Parameters of a DELETE go into the query string (a DELETE with a body
 * is answered 501), bodies are form-encoded with a length (a chunked one is 501 too). Source: facts, proxmox A1–A4.
 */
final class ProxmoxClient {
    private static final int TOO_MANY = 429;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Http http;
    private final HttpUrl base;
    private final String tokenId;
    private final Secret token;
    private final Redaction redaction;

    ProxmoxClient(Http http, URI endpoint, String tokenId, Secret token) {
        this.http = http;
        this.base = Objects.requireNonNull(HttpUrl.get(endpoint), "an https endpoint, as the lab file's rules demand")
                .newBuilder()
                .addPathSegments("api2/json")
                .build();
        this.tokenId = tokenId;
        this.token = token;
        this.redaction = new Redaction(List.of(token));
    }

    Wire.Version version() {
        return read(get("/version"), Wire.Version.class);
    }

    List<Wire.NodeEntry> nodes() {
        return list(get("/nodes"), Wire.NodeEntry.class);
    }

    Wire.Time time(String node) {
        return read(get("/nodes/{node}/time", node), Wire.Time.class);
    }

    List<ProxmoxPools.Entry> zfsPools(String node) {
        return list(get("/nodes/{node}/disks/zfs", node), ProxmoxPools.Entry.class);
    }

    ProxmoxPools.Detail zfsPool(String node, String name) {
        return read(get("/nodes/{node}/disks/zfs/{name}", node, name), ProxmoxPools.Detail.class);
    }

    List<Wire.StorageEntry> storages(String node) {
        return list(get("/nodes/{node}/storage", node), Wire.StorageEntry.class);
    }

    List<Wire.VolumeEntry> volumes(String node, String storage, String content) {
        return list(
                send(
                        "GET",
                        "/nodes/{node}/storage/{storage}/content",
                        List.of(node, storage),
                        Map.of("content", content),
                        null),
                Wire.VolumeEntry.class);
    }

    List<Wire.BridgeEntry> bridges(String node) {
        return list(get("/nodes/{node}/network", node), Wire.BridgeEntry.class);
    }

    /** Pools that this token sees. */
    List<Wire.Pool> pools() {
        return list(get("/pools"), Wire.Pool.class);
    }

    /** The privileges that this token has at a path, inherited ones included. */
    Set<String> privileges(String path) {
        var answer = send("GET", "/access/permissions", List.of(), Map.of("path", path), null);
        return Set.copyOf(answer.path(path).propertyNames());
    }

    /** A lagging view of the whole cluster: for discovery only. */
    List<Wire.ResourceEntry> machines() {
        return list(send("GET", "/cluster/resources", List.of(), Map.of("type", "vm"), null), Wire.ResourceEntry.class);
    }

    /** The truth about one node's machines. */
    List<Wire.ResourceEntry> machinesOn(String node) {
        return list(get("/nodes/{node}/qemu", node), Wire.ResourceEntry.class);
    }

    Wire.Config config(String node, int vmid) {
        var values = new TreeMap<String, String>();
        get("/nodes/{node}/qemu/{vmid}/config", node, vmid)
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asString("")));
        return new Wire.Config(values);
    }

    /** Options whose change waits for the next power cycle. */
    List<Wire.PendingEntry> pending(String node, int vmid) {
        return list(get("/nodes/{node}/qemu/{vmid}/pending", node, vmid), Wire.PendingEntry.class).stream()
                .filter(entry -> entry.pending() != null)
                .toList();
    }

    Wire.Current current(String node, int vmid) {
        return read(get("/nodes/{node}/qemu/{vmid}/status/current", node, vmid), Wire.Current.class);
    }

    /** Returns the task's id. */
    String create(String node, Map<String, String> parameters) {
        return task(send("POST", "/nodes/{node}/qemu", List.of(node), Map.of(), form(parameters)));
    }

    /** Synchronous; {@code parameters} hold the digest that was looked at. */
    void update(String node, int vmid, Map<String, String> parameters) {
        send("PUT", "/nodes/{node}/qemu/{vmid}/config", List.of(node, vmid), Map.of(), form(parameters));
    }

    String start(String node, int vmid) {
        return task(
                send("POST", "/nodes/{node}/qemu/{vmid}/status/start", List.of(node, vmid), Map.of(), form(Map.of())));
    }

    String stop(String node, int vmid) {
        return task(
                send("POST", "/nodes/{node}/qemu/{vmid}/status/stop", List.of(node, vmid), Map.of(), form(Map.of())));
    }

    String shutdown(String node, int vmid, Duration limit) {
        return task(send(
                "POST",
                "/nodes/{node}/qemu/{vmid}/status/shutdown",
                List.of(node, vmid),
                Map.of(),
                form(Map.of("timeout", Long.toString(Math.max(1, limit.toSeconds()))))));
    }

    /** Only while the machine is as it was looked at. */
    String resize(Located machine, String disk, int gib) {
        var answer = send(
                "PUT",
                "/nodes/{node}/qemu/{vmid}/resize",
                List.of(machine.node(), machine.vmid()),
                Map.of(),
                form(Map.of(
                        "disk",
                        disk,
                        "size",
                        gib + "G",
                        "digest",
                        machine.config().digest())));
        return answer.asString("");
    }

    String destroy(String node, int vmid) {
        return task(send(
                "DELETE",
                "/nodes/{node}/qemu/{vmid}",
                List.of(node, vmid),
                Map.of("purge", "1", "destroy-unreferenced-disks", "1"),
                null));
    }

    Wire.Task task(String node, String upid) {
        return read(get("/nodes/{node}/tasks/{upid}/status", node, upid), Wire.Task.class);
    }

    List<Wire.TaskEntry> tasksOf(String node, int vmid) {
        return list(
                send(
                        "GET",
                        "/nodes/{node}/tasks",
                        List.of(node),
                        Map.of("vmid", Integer.toString(vmid), "source", "all"),
                        null),
                Wire.TaskEntry.class);
    }

    List<Wire.LogLine> log(String node, String upid) {
        return list(get("/nodes/{node}/tasks/{upid}/log", node, upid), Wire.LogLine.class);
    }

    /** The addresses that the guest agent reports, of all cards. */
    List<String> agentAddresses(String node, int vmid) {
        return get("/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces", node, vmid)
                .path("result")
                .valueStream()
                .flatMap(card -> card.path("ip-addresses").valueStream())
                .map(address -> address.path("ip-address").asString(""))
                .toList();
    }

    /** Uploads an image; Proxmox itself checks the checksum. The {@code content} part must come before the file's. */
    String upload(String node, String storage, String name, Path file, String sha256, Duration limit) {
        var body = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("content", "iso")
                .addFormDataPart("checksum-algorithm", "sha256")
                .addFormDataPart("checksum", sha256)
                .addFormDataPart(
                        "filename", name, RequestBody.create(file.toFile(), MediaType.get("application/octet-stream")))
                .build();
        return task(send(
                http.within(limit),
                "POST",
                "/nodes/{node}/storage/{storage}/upload",
                List.of(node, storage),
                Map.of(),
                body));
    }

    private JsonNode get(String route, Object... values) {
        return send("GET", route, List.of(values), Map.of(), null);
    }

    private JsonNode send(
            String method, String route, List<?> values, Map<String, String> query, @Nullable RequestBody body) {
        return send(http, method, route, values, query, body);
    }

    private JsonNode send(
            Http client,
            String method,
            String route,
            List<?> values,
            Map<String, String> query,
            @Nullable RequestBody body) {
        var url = base.newBuilder();
        var path = route;
        var rest = values.iterator();
        for (var segment : route.substring(1).split("/")) {
            var value = segment.startsWith("{") ? rest.next().toString() : segment;
            url.addPathSegment(value);
            path = path.replace(segment, value);
        }
        query.forEach(url::addQueryParameter);
        var request = new Request.Builder()
                .url(url.build())
                .header("Authorization", "PVEAPIToken=" + tokenId + "=" + token.text())
                .method(method, body)
                .build();
        var where = "proxmox " + method + " " + path;
        try (var response = client.send(request, method + " " + route)) {
            // What a proxy or a task's log echoes of our credentials goes no further.
            var text = redaction.exact(response.body().string());
            if (response.code() == TOO_MANY) {
                var after = SlowDown.seconds(response.header("Retry-After"));
                if (after.isPresent()) {
                    throw new SlowDown("Proxmox is asked too often", where, after.get(), null);
                }
            }
            if (!response.isSuccessful()) {
                throw ProxmoxFailure.of(
                        response.code(), redaction.of(ProxmoxFailure.message(response, text)), where, tokenId);
            }
            return JSON.readTree(text).path("data");
        } catch (JacksonException e) {
            throw new Problem(FailureClass.TRANSIENT, "Proxmox answered something that is no JSON", where, null, e);
        } catch (IOException e) {
            throw new Unreachable("Proxmox's answer broke off", where, e);
        }
    }

    private static RequestBody form(Map<String, String> parameters) {
        var form = new FormBody.Builder();
        parameters.forEach(form::add);
        return form.build();
    }

    private static String task(JsonNode data) {
        var upid = data.asString("");
        if (!upid.startsWith("UPID:")) {
            throw new Problem(FailureClass.BUG, "Proxmox gave no task id", null, null);
        }
        return upid;
    }

    private static <T> T read(JsonNode data, Class<T> type) {
        return JSON.treeToValue(data, type);
    }

    private static <T> List<T> list(JsonNode data, Class<T> type) {
        return data.valueStream().map(entry -> read(entry, type)).toList();
    }
}
