package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.kubernetes.ApiListener;
import io.homelab.simulator.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.LoggerFactory;

/** One API server's port. */
public final class HttpsListener implements ApiListener {
    private static final int PORT = 6443;

    private final Server server;
    private final ServerConnector connector;

    private HttpsListener(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Opens the port on an address. */
    public static HttpsListener open(
            World world,
            Parts parts,
            InetAddress address,
            X509Certificate certificate,
            PrivateKey key,
            X509Certificate authority,
            BooleanSupplier quorum)
            throws IOException {
        var threads = new QueuedThreadPool(16, 2);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        threads.setDaemon(true);
        threads.setName("kube-apiserver");
        var server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Nodes are addressed by number, which no server name indication can carry.
        http.addCustomizer(new SecureRequestCustomizer(false));
        var connector = new ServerConnector(
                server,
                1,
                1,
                new SslConnectionFactory(tls(certificate, key, authority), "http/1.1"),
                new HttpConnectionFactory(http));
        connector.setHost(address.getHostAddress());
        connector.setPort(PORT);
        connector.setIdleTimeout(3_600_000);
        server.addConnector(connector);
        server.setHandler(new ApiHandler(world, parts, authority, quorum, ExecDoor.of(server)));
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the API server did not start", e);
        }
        return new HttpsListener(server, connector);
    }

    private static AcceptingTls tls(X509Certificate certificate, PrivateKey key, X509Certificate authority)
            throws IOException {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("server", key, new char[0], new Certificate[] {certificate, authority});
            var tls = new AcceptingTls(authority);
            tls.setKeyStore(keys);
            tls.setKeyStorePassword("");
            tls.setWantClientAuth(true);
            tls.setSniRequired(false);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException("the server certificate is of no use", e);
        }
    }

    @Override
    public void close() {
        connector.close();
        connector.getConnectedEndPoints().forEach(EndPoint::close);
        Thread.startVirtualThread(() -> {
            try {
                server.stop();
            } catch (Exception e) {
                LoggerFactory.getLogger(HttpsListener.class).debug("a closed API server stopped badly", e);
            }
        });
    }
}
