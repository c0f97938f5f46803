package io.homelab.activities.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * gRPC to one host. Talos speaks TLS 1.3 with Ed25519, which the bundled BoringSSL refuses: only the JDK's provider works
 * (facts: talos D4).
 */
public final class Grpc {
    private static final Metadata.Key<String> BAGGAGE =
            Metadata.Key.of(Origin.HEADER, Metadata.ASCII_STRING_MARSHALLER);
    private static final int MAX_MESSAGE = 32 << 20;

    private Grpc() {}

    /** A client certificate, its key, and the authority of the server's. */
    public record Identity(X509Certificate authority, X509Certificate certificate, PrivateKey key) {}

    /**
     * A channel to a host; without an identity the server is not verified, as Talos' maintenance mode demands. The caller
     * shuts it down.
     *
     * @param reads full names of the methods that change nothing
     */
    static ManagedChannel channel(
            String system, String host, int port, Optional<Identity> identity, Set<String> reads, Gate gate) {
        try {
            var ssl = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                    .protocols("TLSv1.3");
            if (identity.isPresent()) {
                ssl.trustManager(identity.get().authority())
                        .keyManager(identity.get().key(), identity.get().certificate());
            } else {
                ssl.trustManager(InsecureTrustManagerFactory.INSTANCE);
            }
            var channel = NettyChannelBuilder.forAddress(host, port)
                    .sslContext(ssl.build())
                    .maxInboundMessageSize(MAX_MESSAGE)
                    .disableRetry()
                    .intercept(new Passing(system, reads, gate))
                    .build();
            gate.opened(channel);
            return channel;
        } catch (SSLException e) {
            throw new IllegalStateException("this JDK cannot speak TLS 1.3", e);
        }
    }

    private record Passing(String system, Set<String> reads, Gate gate) implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            var mutating = !reads.contains(method.getFullMethodName());
            if (mutating) {
                ReadOnly.check(system + " " + method.getFullMethodName());
            }
            var call = Gate.Call.now(system, "/" + method.getFullMethodName(), mutating);
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    call.baggage().ifPresent(baggage -> headers.put(BAGGAGE, baggage));
                    var passage = gate.leave(call);
                    super.start(
                            new SimpleForwardingClientCallListener<>(listener) {
                                @Override
                                public void onClose(Status status, Metadata trailers) {
                                    if (reached()) {
                                        passage.back();
                                    }
                                    super.onClose(status, trailers);
                                }
                            },
                            headers);
                }

                /** Whether there was a connection: without one, the status is our own and no answer. */
                private boolean reached() {
                    return getAttributes().get(io.grpc.Grpc.TRANSPORT_ATTR_REMOTE_ADDR) != null;
                }
            };
        }
    }
}
