package io.homelab.simulator.control;

import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.lab.LabOptions;
import io.homelab.simulator.lab.Labs;
import io.homelab.simulator.web.Endpoint;
import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON over HTTP with a bearer token.
 *
 * <pre>
 * POST   /worlds                       {name, factor?, pveVersion?, nodes?, dhcp?, memoryMiB?, repositories?} → info
 * GET    /worlds                       [info]
 * GET    /worlds/{w}                   info
 * DELETE /worlds/{w}
 * POST   /worlds/{w}/faults            {kind, system?, operation?, target?, skip?, times?, status?, message?, delayMillis?}
 * GET    /worlds/{w}/faults            those that are armed; DELETE disarms all
 * GET    /worlds/{w}/calls?after=N     the record of calls
 * GET    /worlds/{w}/snapshot          machines, volumes, tasks, etcd clusters, Kubernetes nodes, as they are
 * GET    /worlds/{w}/intervals         what took how long
 * POST   /worlds/{w}/power-cut
 * POST   /worlds/{w}/clock             {jump: ISO-8601 duration} → {now}
 * GET    /worlds/{w}/vms               [{vmid, node, config, running, pool}]
 * POST   /worlds/{w}/vms               {vmid, node?, config?, running?}
 * DELETE /worlds/{w}/vms/{id}          destroyed by hand
 * PATCH  /worlds/{w}/vms/{id}          {set?, remove?, running?, lock?}
 * POST   /worlds/{w}/vms/{id}/move     {node}
 * POST   /worlds/{w}/vms/{id}/die      the node of the machine dies; …/heal brings it back
 * POST   /worlds/{w}/nodes/{n}/die     likewise …/heal
 * POST   /worlds/{w}/lease             {mac?, dhcp?} → {address}
 * POST   /worlds/{w}/storage           {name, avail?, enabled?}
 * POST   /worlds/{w}/snippets          {node?, storage, name, text}
 * POST   /worlds/{w}/privileges        {revoke?, grant?}
 * POST   /worlds/{w}/pool              {name}: the orchestrator may change machines in it alone
 * POST   /worlds/{w}/git              {name, branch?, directory?, files?}: one more repository
 * POST   /worlds/{w}/git/reachable     {reachable}
 * GET    /worlds/{w}/git/{o}/{n}       branches with their commits, newest first
 * POST   /worlds/{w}/git/{o}/{n}/commits {files, gone?, branch?, message?, author?, onto?} → {sha}: a stranger's
 * POST   /worlds/{w}/s3               {upstream, access, secret} → {url}: in front of an S3 server
 * POST   /worlds/{w}/s3/{b}/lifecycle  {xml?}: the rules of a bucket; without, it has none
 * PUT    /worlds/{w}/volumes/{cluster}/{namespace}/{claim}/{path}: a file, as it is, in the volume of a claim; GET reads
 *                                      it, DELETE removes it; GET without a path → [{path, size}]
 * POST   /worlds/{w}/clusters/{c}/manifests   YAML: somebody applies it; …/velero applies Velero's definitions
 * GET    /worlds/{w}/clusters/{c}/objects/{plural.group}/{namespace}/{name}: an object, as it is
 * GET    /worlds/{w}/zfs              pools of the first node, with their snapshots
 * POST   /worlds/{w}/zfs              {name, sizeGiB?, datasets?} → {host, port, user, hostKey, key}: one more, and SSH to look
 * PATCH  /worlds/{w}/zfs/{pool}       {percent?, disk?, state?, read?, write?, checksum?, message?, scrubbed?, scrubErrors?, scan?,
 *                                     errors?, monitored?}
 * DELETE /worlds/{w}/zfs/{pool}       it is exported
 * POST   /worlds/{w}/zfs/sanoid       {running} again, or {stopped} that long ago
 * POST   /worlds/{w}/zfs/zone         {zone} of the host
 * POST   /worlds/{w}/zfs/words        {command, out?, code?}: what it says over SSH from now on
 * POST   /shutdown
 * </pre>
 *
 * Argo CD asks for faults of the system {@code argocd} with the application (or ApplicationSet) as the target: before it
 * asks Git ({@code fetch CLUSTER}: any kind is an error with the fault's message), and when an operation begins
 * ({@code sync CLUSTER}: {@code TASK_FAILS} fails it, {@code TASK_VANISHES} lets it hang until it is terminated). Velero asks
 * for those of {@code velero} when it begins a {@code backup CLUSTER} or {@code restore CLUSTER} of the target's name: one
 * hangs by {@code TASK_VANISHES} until the server's pod is another, and fails with the message by any other kind. VolSync
 * asks for those of {@code volsync} at the end of a {@code sync CLUSTER}. A namespace stays in its end while a fault of
 * {@code kubernetes}, {@code terminate CLUSTER}, is armed for its name: arm it with {@code times: 0}. Faults of the systems
 * {@code git} and {@code github} are met by calls as elsewhere.
 */
public final class ControlFace implements Endpoint {
    private static final Logger log = LoggerFactory.getLogger(ControlFace.class);

    private final Labs labs;
    private final byte[] authorization;
    private final Runnable shutdown;
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public ControlFace(Labs labs, String token, Runnable shutdown) {
        this.labs = labs;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.shutdown = shutdown;
    }

    @Override
    public Reply answer(Exchange exchange) {
        var given = exchange.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, authorization)) {
            return problem(401, "the control API needs its bearer token");
        }
        try {
            var said = call(exchange);
            return said instanceof Reply reply ? reply : Reply.json(200, json.writeValueAsString(said));
        } catch (NoSuchElementException e) {
            return problem(404, e.getMessage());
        } catch (JacksonException | IllegalArgumentException e) {
            return problem(400, e.getMessage());
        } catch (IOException | RuntimeException e) {
            log.warn("{} {} failed", exchange.method(), exchange.path(), e);
            return problem(500, e.toString());
        }
    }

    private Object call(Exchange exchange) throws IOException {
        var path = exchange.segments();
        var method = exchange.method();
        if (method.equals("POST") && path.equals(List.of("shutdown"))) {
            shutdown.run();
            return Map.of();
        }
        if (path.isEmpty() || !path.getFirst().equals("worlds")) {
            throw new NoSuchElementException("no such route: " + method + " " + exchange.path());
        }
        if (path.size() > 2) {
            return new LabControls(labs.need(path.get(1)), json)
                    .call(method, path.subList(2, path.size()), exchange.query(), exchange.bytes());
        }
        return switch (method + " " + path.size()) {
            case "GET 1" -> labs.all().stream().map(Lab::info).toList();
            case "POST 1" ->
                labs.create(json.readValue(exchange.bytes(), LabOptions.class)).info();
            case "GET 2" -> labs.need(path.get(1)).info();
            case "DELETE 2" -> {
                labs.delete(path.get(1));
                yield Map.of();
            }
            default -> throw new NoSuchElementException("no such route: " + method + " " + exchange.path());
        };
    }

    private Reply problem(int status, @Nullable String message) {
        return Reply.json(status, json.writeValueAsString(Map.of("error", message == null ? "" : message)));
    }
}
