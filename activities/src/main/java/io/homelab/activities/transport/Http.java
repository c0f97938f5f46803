package io.homelab.activities.transport;

import io.homelab.lab.secrets.Redaction;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * HTTP to one system. No retries here: Temporal owns them, and a client that repeats a POST by itself makes two of
 * everything. HTTP/1.1 only, since older Proxmox puts its message into the reason phrase, which HTTP/2 loses.
 */
public final class Http {
    /** Shorter than any server of ours keeps one open (Proxmox: 5 s), so that no call leaves on a closed connection. */
    private static final Duration IDLE = Duration.ofSeconds(4);

    private static final int CONNECTIONS = 8;

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final String system;
    private final OkHttpClient client;
    private final Gate gate;

    private Http(String system, OkHttpClient client, Gate gate) {
        this.system = system;
        this.client = client;
        this.gate = gate;
    }

    /** A client of a system; {@code callTimeout} bounds a whole call and must be below the activity's start-to-close. */
    static Http to(String system, Trust trust, Duration callTimeout, Gate gate) {
        try {
            var manager = trust.manager();
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, new SecureRandom());
            var builder = new OkHttpClient.Builder()
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .socketFactory(new GatedSockets(gate))
                    .sslSocketFactory(context.getSocketFactory(), manager)
                    .connectionPool(new ConnectionPool(CONNECTIONS, IDLE.toSeconds(), TimeUnit.SECONDS))
                    .retryOnConnectionFailure(false)
                    .followRedirects(false)
                    .connectTimeout(Duration.ofSeconds(10))
                    .readTimeout(callTimeout)
                    .writeTimeout(callTimeout)
                    .callTimeout(callTimeout);
            if (!trust.checksNames()) {
                builder.hostnameVerifier((host, session) -> true); // the pinned certificate is the identity
            }
            return new Http(system, builder.build(), gate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** The same connections with another bound on a whole call, for uploads and downloads. */
    public Http within(Duration callTimeout) {
        return new Http(
                system,
                client.newBuilder()
                        .callTimeout(callTimeout)
                        .readTimeout(callTimeout)
                        .writeTimeout(callTimeout)
                        .build(),
                gate);
    }

    /** The same connections for downloads of any length: only silence of so long ends one. */
    public Http patient(Duration silence) {
        return new Http(
                system,
                client.newBuilder()
                        .callTimeout(Duration.ZERO)
                        .readTimeout(silence)
                        .build(),
                gate);
    }

    /**
     * Sends the request; the caller reads and closes the answer. {@link Unreachable} when none came.
     *
     * @param operation the route with placeholders: what logs, gates and messages say instead of the URL
     */
    public Response send(Request request, String operation) {
        return send(request, operation, !READS.contains(request.method()));
    }

    /** Likewise, for a protocol whose reads are POSTs. */
    Response send(Request request, String operation, boolean mutating) {
        if (mutating) {
            ReadOnly.check(system + " " + operation);
        }
        var call = Gate.Call.now(system, operation, mutating);
        var marked = call.baggage()
                .map(baggage ->
                        request.newBuilder().header(Origin.HEADER, baggage).build())
                .orElse(request);
        var passage = gate.leave(call);
        try {
            var response = client.newCall(marked).execute();
            passage.back();
            return response;
        } catch (SSLException e) {
            throw tls(request, e);
        } catch (IOException e) {
            throw new Unreachable(
                    "no answer from " + request.url().host() + ":"
                            + request.url().port() + " (" + text(request, e) + ")",
                    system + " " + operation,
                    e);
        }
    }

    private Problem tls(Request request, SSLException e) {
        var text = text(request, e);
        var untrusted = text.contains("fingerprint") || text.contains("PKIX") || text.contains("not verified");
        var where = system + " https://" + request.url().host() + ":"
                + request.url().port();
        return untrusted
                ? new Problem(
                        FailureClass.CONFIG,
                        "the server's certificate is not trusted: " + text,
                        where,
                        "set its ca in lab.yaml to its authority; Proxmox's, hypervisor.ca, may be its fingerprint",
                        e)
                : new Unreachable("the TLS connection broke (" + text + ")", where, e);
    }

    /** An answer that is no HTTP is quoted by the exception, and may repeat what we sent. */
    private static String text(Request request, Throwable e) {
        if (e.getMessage() == null) {
            return e.getClass().getSimpleName();
        }
        var sent = request.header("Authorization");
        var secrets = sent == null
                ? List.<Secret>of()
                : List.of(Secret.of(sent.replaceFirst("^\\S+[ =]\\s*(.*=(?=[^=]))?", "")));
        return new Redaction(secrets).of(e.getMessage());
    }
}
