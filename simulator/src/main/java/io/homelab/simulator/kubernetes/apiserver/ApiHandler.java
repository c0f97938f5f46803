package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.world.World;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** HTTP: who asks, may they, what goes wrong, the answer, and the record of it. */
final class ApiHandler extends Handler.Abstract {
    private static final int TOO_MANY = 429;
    private static final int UPGRADED = 101;

    private final World world;
    private final Parts parts;
    private final X509Certificate authority;
    private final BooleanSupplier quorum;
    private final ExecDoor exec;

    ApiHandler(World world, Parts parts, X509Certificate authority, BooleanSupplier quorum, ExecDoor exec) {
        this.world = world;
        this.parts = parts;
        this.authority = authority;
        this.quorum = quorum;
        this.exec = exec;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var read = parts.requests().read(request);
        var caller = Authentication.of(request, authority, world.clock().now());
        var fault = read.type() == null
                ? null
                : world.faults()
                        .meet("kubernetes", read.operation(), read.target())
                        .orElse(null);
        var kind = fault == null ? null : fault.kind();
        if (kind == Faults.Kind.CUT) {
            record(read, caller, 0, false);
            cut(request, callback);
            return true;
        }
        if (kind == Faults.Kind.DELAY && fault != null) {
            pause(fault.delay());
        }
        if (kind == Faults.Kind.STATUS && fault != null) {
            var error = new ApiError(fault.status(), reason(fault.status()), fault.message(), slowing(fault));
            record(read, caller, error.code(), false);
            write(response, callback, error.code(), error.status());
            return true;
        }
        if (Executions.asked(read)) {
            execute(read, caller, request, response, callback);
            return true;
        }
        if (read.watch() && read.type() != null) {
            watch(read, caller, request, response, callback);
            return true;
        }
        var answer = answered(read, caller);
        var committed =
                read.mutating() && answer.code() < 300 && !read.writing().dryRun();
        if (committed) {
            parts.registry().storage().commit();
        }
        if (kind == Faults.Kind.DUPLICATE && fault != null) {
            var late = fault.delay();
            Thread.startVirtualThread(() -> {
                pause(late);
                answered(read, caller);
            });
        }
        if (kind == Faults.Kind.DELAY_REPLY && fault != null) {
            pause(fault.delay());
        }
        if (kind == Faults.Kind.DROP_REPLY) {
            record(read, caller, 0, committed);
            cut(request, callback);
            return true;
        }
        record(read, caller, answer.code(), committed);
        var page = answer.page();
        if (page != null) {
            response.setStatus(answer.code());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.type());
            response.write(true, java.nio.ByteBuffer.wrap(page.content()), callback);
            return true;
        }
        write(response, callback, answer.code(), answer.body());
        return true;
    }

    private static @Nullable ObjectNode slowing(Faults.Fault fault) {
        var seconds = fault.delay().toSeconds();
        return fault.status() == TOO_MANY && seconds > 0 ? Json.object().put("retryAfterSeconds", seconds) : null;
    }

    private static void pause(Duration delay) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    private static String reason(int code) {
        return switch (code) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 429 -> "TooManyRequests";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "InternalError";
        };
    }

    private Endpoint.Answer answered(ApiRequest request, @Nullable Caller caller) {
        try {
            return answer(request, permitted(request, caller));
        } catch (ApiError e) {
            return new Endpoint.Answer(e.code(), e.status());
        }
    }

    private Caller permitted(ApiRequest request, @Nullable Caller shown) {
        if (shown == null) {
            throw new ApiError(401, "Unauthorized", "Unauthorized", null);
        }
        var caller = acting(request, shown);
        var type = request.type();
        if (type == null) {
            var open = request.path().matches("/(healthz|readyz|livez|version)(/.*)?");
            if (!open && caller.equals(Caller.ANONYMOUS)) {
                throw new ApiError(
                        403,
                        "Forbidden",
                        "forbidden: User \"system:anonymous\" cannot get path \"" + request.path() + "\"",
                        Json.object());
            }
            return caller;
        }
        if (!parts.authorizer()
                .allows(caller, request.verb(), type, request.subresource(), request.namespace(), request.name())) {
            var where = request.namespace().isEmpty()
                    ? "at the cluster scope"
                    : "in the namespace \"" + request.namespace() + "\"";
            throw ApiError.forbidden(
                    type.qualified() + (request.name().isEmpty() ? "" : " \"" + request.name() + "\"")
                            + " is forbidden: User \"" + caller.user() + "\" cannot " + request.verb() + " resource \""
                            + request.resource() + "\" in API group \"" + type.group() + "\" " + where,
                    type,
                    request.name());
        }
        return caller;
    }

    /** Who the request is to be judged as: another one, where a master says so. */
    private static Caller acting(ApiRequest request, Caller caller) {
        var as = request.as();
        if (as == null) {
            return caller;
        }
        if (!caller.master()) {
            throw new ApiError(
                    403,
                    "Forbidden",
                    "users \"" + as.user() + "\" is forbidden: User \"" + caller.user()
                            + "\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope",
                    Json.object());
        }
        return as;
    }

    private Endpoint.Answer answer(ApiRequest request, Caller caller) {
        var type = request.type();
        if (type == null) {
            return parts.plain().answer(request, quorum.getAsBoolean());
        }
        keepable();
        return parts.endpoint().answer(request, type, caller);
    }

    private void execute(
            ApiRequest read, @Nullable Caller caller, Request request, Response response, Callback callback) {
        Execution execution;
        try {
            permitted(read, caller);
            keepable();
            execution = parts.executions().read(read, request);
        } catch (ApiError e) {
            record(read, caller, e.code(), false);
            write(response, callback, e.code(), e.status());
            return;
        }
        record(read, caller, UPGRADED, false);
        exec.open(execution, request, response, callback);
    }

    /** Without a leader of etcd there is no answer. */
    private void keepable() {
        if (!quorum.getAsBoolean()) {
            throw new ApiError(500, "InternalError", "etcdserver: request timed out", null);
        }
    }

    private void watch(
            ApiRequest read, @Nullable Caller caller, Request request, Response response, Callback callback) {
        var type = Objects.requireNonNull(read.type());
        try {
            permitted(read, caller);
            keepable();
        } catch (ApiError e) {
            record(read, caller, e.code(), false);
            write(response, callback, e.code(), e.status());
            return;
        }
        record(read, caller, 200, false);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        try (var out = Content.Sink.asOutputStream(response)) {
            out.flush();
            try {
                parts.watches().stream(
                        read,
                        type,
                        out,
                        () -> quorum.getAsBoolean()
                                && request.getConnectionMetaData()
                                        .getConnection()
                                        .getEndPoint()
                                        .isOpen());
            } catch (ApiError e) {
                Watches.line(out, Json.object().put("type", "ERROR").set("object", e.status()));
            }
        } catch (IOException e) {
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }

    private static void write(Response response, Callback callback, int code, ObjectNode body) {
        response.setStatus(code);
        var type = Json.text(body, "apiVersion").startsWith("apidiscovery.k8s.io/")
                ? "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
                : "application/json";
        if (body.has("text/plain")) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
            Content.Sink.write(response, true, body.path("text/plain").asString(""), callback);
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.write(true, java.nio.ByteBuffer.wrap(Json.bytes(body)), callback);
    }

    private static void cut(Request request, Callback callback) {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        connection.close();
        callback.failed(new IOException("the connection was cut"));
    }

    private void record(ApiRequest request, @Nullable Caller caller, int status, boolean committed) {
        parts.counts().count(request, status);
        world.calls()
                .record(new CallLog.Draft(
                        "kubernetes",
                        request.operation(),
                        request.target(),
                        request.mutating(),
                        committed,
                        caller == null ? "unauthorized" : caller.user(),
                        status,
                        details(request)));
    }

    private static Map<String, String> details(ApiRequest request) {
        var details = new HashMap<String, String>();
        if (request.mutating()) {
            details.put("manager", request.writing().manager());
        }
        if (!request.baggage().isEmpty()) {
            details.put(CallLog.BAGGAGE, request.baggage());
        }
        return details;
    }
}
