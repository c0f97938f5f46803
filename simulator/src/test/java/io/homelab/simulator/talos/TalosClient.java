package io.homelab.simulator.talos;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.homelab.simulator.talos.pki.Identity;
import io.homelab.simulator.talos.wire.ClusterServiceGrpc;
import io.homelab.simulator.talos.wire.MachineServiceGrpc;
import io.homelab.simulator.talos.wire.MachineServiceGrpc.MachineServiceBlockingStub;
import io.homelab.simulator.talos.wire.cosi.StateGrpc;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** A client of one machine, made as the facts say that one must be. */
public final class TalosClient implements AutoCloseable {
    private final ManagedChannel channel;

    private TalosClient(InetAddress address, SslContextBuilder tls) {
        try {
            channel = NettyChannelBuilder.forAddress(address.getHostAddress(), 50000)
                    .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static TalosClient insecure(InetAddress address) {
        return new TalosClient(
                address, SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE));
    }

    public static TalosClient mutual(InetAddress address, X509Certificate authority, Identity client) {
        return new TalosClient(
                address,
                SslContextBuilder.forClient().trustManager(authority).keyManager(client.key(), client.certificate()));
    }

    public MachineServiceBlockingStub machine() {
        return MachineServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    public StateGrpc.StateBlockingStub state() {
        return StateGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    public ClusterServiceGrpc.ClusterServiceBlockingStub cluster() {
        return ClusterServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
