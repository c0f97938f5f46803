package io.homelab.simulator.talos.api;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.homelab.simulator.talos.node.Door;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.pki.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Opens the machine API's port on a machine's address. */
public final class GrpcDoors implements Door.Factory {
    private static final int PORT = 50000;
    private static final int LARGEST_MESSAGE = 32 << 20;

    @Override
    public Door open(TalosNode node, InetAddress address, Identity server, @Nullable X509Certificate clients)
            throws IOException {
        var connections = new Connections();
        var loops = new NioEventLoopGroup(
                1, Thread.ofPlatform().daemon().name("apid-", 0).factory());
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(address, PORT))
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .channelFactory(() -> new TrackingServerChannel(connections))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .sslContext(tls(server, clients));
        var gate = new CallGate(node, clients == null, connections);
        for (var service : services(node, clients == null)) {
            builder.addService(ServerInterceptors.intercept(service, gate));
        }
        try {
            return new GrpcDoor(builder.build().start(), connections, loops);
        } catch (IOException e) {
            var _ = loops.shutdownGracefully();
            throw e;
        }
    }

    private static List<BindableService> services(TalosNode node, boolean maintenance) {
        var services = new ArrayList<BindableService>();
        services.add(maintenance ? new MaintenanceApi() : new MachineApi());
        services.add(new StorageApi());
        services.add(new CosiApi());
        if (!maintenance) {
            services.add(new ClusterApi());
            services.add(new TimeApi());
        }
        if (node.minor() >= 13) {
            services.add(new LifecycleApi());
            services.add(new ImageApi());
        }
        return services;
    }

    private static SslContext tls(Identity server, @Nullable X509Certificate clients) throws IOException {
        var builder =
                SslContextBuilder.forServer(server.key(), server.certificate()).protocols("TLSv1.3");
        if (clients != null) {
            builder.trustManager(clients).clientAuth(ClientAuth.REQUIRE);
        }
        // Netty's own provider (BoringSSL) has no Ed25519, which all of Talos' certificates are.
        return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    }
}
