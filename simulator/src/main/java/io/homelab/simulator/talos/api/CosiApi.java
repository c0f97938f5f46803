package io.homelab.simulator.talos.api;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.cosi.CreateRequest;
import io.homelab.simulator.talos.wire.cosi.CreateResponse;
import io.homelab.simulator.talos.wire.cosi.DestroyRequest;
import io.homelab.simulator.talos.wire.cosi.DestroyResponse;
import io.homelab.simulator.talos.wire.cosi.Event;
import io.homelab.simulator.talos.wire.cosi.EventType;
import io.homelab.simulator.talos.wire.cosi.GetRequest;
import io.homelab.simulator.talos.wire.cosi.GetResponse;
import io.homelab.simulator.talos.wire.cosi.ListRequest;
import io.homelab.simulator.talos.wire.cosi.ListResponse;
import io.homelab.simulator.talos.wire.cosi.Resource;
import io.homelab.simulator.talos.wire.cosi.Spec;
import io.homelab.simulator.talos.wire.cosi.StateGrpc;
import io.homelab.simulator.talos.wire.cosi.UpdateRequest;
import io.homelab.simulator.talos.wire.cosi.UpdateResponse;
import io.homelab.simulator.talos.wire.cosi.WatchRequest;
import io.homelab.simulator.talos.wire.cosi.WatchResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The state of a machine as resources: read-only for everybody. */
final class CosiApi extends StateGrpc.StateImplBase {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    @Override
    public void get(GetRequest request, StreamObserver<GetResponse> out) {
        Dispatch.unary(out, GetResponse.getDefaultInstance(), node -> GetResponse.newBuilder()
                .setResource(find(node, request.getNamespace(), request.getType(), request.getId()))
                .build());
    }

    private static Resource find(TalosNode node, String namespace, String type, String id) throws StatusException {
        return visible(node, namespace, type).stream()
                .filter(r -> r.getMetadata().getId().equals(id))
                .findFirst()
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("resource " + type + "(" + namespace + "/" + id + "@undefined) doesn't exist")
                        .asException());
    }

    /** Resources of one type, in Talos' words when this caller may not see it or there is none such. */
    private static List<Resource> visible(TalosNode node, String namespace, String type) throws StatusException {
        var kind = ResourceKinds.find(type).orElseThrow(() -> Status.PERMISSION_DENIED
                .withDescription("resource type \"" + type + "\" is not supported")
                .asException());
        if (kind.sensitive() && !Rules.admin(Call.current().caller())) {
            throw Status.PERMISSION_DENIED.withDescription("not authorized").asException();
        }
        if (!namespace.equals(kind.namespace())) {
            throw Status.PERMISSION_DENIED
                    .withDescription("namespace \"" + namespace + "\" is not supported")
                    .asException();
        }
        return ResourceViews.of(node, kind);
    }

    @Override
    public void list(ListRequest request, StreamObserver<ListResponse> out) {
        var pattern = Pattern.compile(
                request.getOptions().hasIdQuery()
                        ? request.getOptions().getIdQuery().getRegexp()
                        : "");
        Dispatch.<ListResponse>stream(
                out, (node, to) -> visible(node, request.getNamespace(), request.getType()).stream()
                        .filter(r -> pattern.matcher(r.getMetadata().getId()).find())
                        .forEach(r -> to.accept(
                                ListResponse.newBuilder().setResource(r).build())));
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchResponse> out) {
        Dispatch.<WatchResponse>stream(out, (node, to) -> watch(node, request, to));
    }

    private static void watch(TalosNode node, WatchRequest request, Consumer<WatchResponse> to) throws StatusException {
        var options = request.getOptions();
        if (request.hasId() && options.getBootstrapContents()) {
            throw Status.UNIMPLEMENTED
                    .withDescription("bootstrap_contents is supported only for kind watches")
                    .asException();
        }
        var known = look(node, request);
        // The first message is empty: the watch stands.
        to.accept(WatchResponse.getDefaultInstance());
        if (request.hasId()) {
            var present = known.get(request.getId());
            to.accept(
                    present == null
                            ? event(EventType.DESTROYED, tombstone(request), null)
                            : event(EventType.CREATED, present, null));
        } else if (options.getBootstrapContents()) {
            known.values().forEach(r -> to.accept(event(EventType.CREATED, r, null)));
            if (request.getApiVersion() >= 1) {
                to.accept(event(EventType.BOOTSTRAPPED, tombstone(request), null));
            }
        }
        while (!io.grpc.Context.current().isCancelled()) {
            Pause.of(BETWEEN_LOOKS);
            Streams.present(node);
            var now = look(node, request);
            tell(known, now, to);
            known = now;
        }
    }

    private static void tell(Map<String, Resource> before, Map<String, Resource> now, Consumer<WatchResponse> to) {
        now.forEach((id, resource) -> {
            var old = before.get(id);
            if (old == null) {
                to.accept(event(EventType.CREATED, resource, null));
            } else if (!old.equals(resource)) {
                to.accept(event(EventType.UPDATED, resource, old));
            }
        });
        before.forEach((id, resource) -> {
            if (!now.containsKey(id)) {
                to.accept(event(EventType.DESTROYED, resource, null));
            }
        });
    }

    private static Map<String, Resource> look(TalosNode node, WatchRequest request) throws StatusException {
        var seen = new LinkedHashMap<String, Resource>();
        for (var resource : visible(node, request.getNamespace(), request.getType())) {
            if (!request.hasId()
                    || request.getId().equals(resource.getMetadata().getId())) {
                seen.put(resource.getMetadata().getId(), resource);
            }
        }
        return seen;
    }

    private static Resource tombstone(WatchRequest request) {
        // The specification is there and empty: a client refuses a resource without one.
        var resource = Resource.newBuilder().setSpec(Spec.getDefaultInstance());
        resource.getMetadataBuilder()
                .setNamespace(request.getNamespace())
                .setType(request.getType())
                .setId(request.hasId() ? request.getId() : "")
                .setVersion("undefined")
                .setPhase("running");
        return resource.build();
    }

    private static WatchResponse event(EventType type, Resource resource, @Nullable Resource old) {
        var event = Event.newBuilder()
                .setEventType(type)
                .setResource(resource)
                .setBookmark(ByteString.copyFromUtf8(resource.getMetadata().getVersion()));
        if (old != null) {
            event.setOld(old);
        }
        return WatchResponse.newBuilder().addEvent(event).build();
    }

    @Override
    public void create(CreateRequest request, StreamObserver<CreateResponse> out) {
        refuse(out);
    }

    @Override
    public void update(UpdateRequest request, StreamObserver<UpdateResponse> out) {
        refuse(out);
    }

    @Override
    public void destroy(DestroyRequest request, StreamObserver<DestroyResponse> out) {
        refuse(out);
    }

    private static void refuse(StreamObserver<?> out) {
        out.onError(Status.PERMISSION_DENIED
                .withDescription("write access is not allowed")
                .asException());
    }
}
