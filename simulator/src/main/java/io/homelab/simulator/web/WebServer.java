package io.homelab.simulator.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One Jetty server with a listener for each address; every request is answered on a virtual thread. */
public final class WebServer implements AutoCloseable {
    private static final int HEADER_BYTES = 16 * 1024;

    private final Server server;
    private final Map<Connector, Endpoint> endpoints = new ConcurrentHashMap<>();

    public WebServer() {
        var threads = new QueuedThreadPool();
        threads.setName("web");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        server.setHandler(new ByListener());
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the web server does not start", e);
        }
    }

    /** Listens with TLS on a socket that is already bound, and which stays its owner's to close. */
    public Listener listen(ServerSocketChannel socket, Authority.Identity identity, Endpoint endpoint)
            throws IOException {
        var connector = new ServerConnector(server, 0, 1, tls(identity), http());
        connector.open(socket);
        return started(connector, endpoint);
    }

    /** Listens with TLS. */
    public Listener listen(InetSocketAddress address, Authority.Identity identity, Endpoint endpoint)
            throws IOException {
        return bound(new ServerConnector(server, 0, 1, tls(identity), http()), address, endpoint);
    }

    /** Listens without TLS; port 0 takes a free one. */
    public Listener listen(InetSocketAddress address, Endpoint endpoint) throws IOException {
        return bound(new ServerConnector(server, 0, 1, http()), address, endpoint);
    }

    private Listener bound(ServerConnector connector, InetSocketAddress address, Endpoint endpoint) throws IOException {
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        return started(connector, endpoint);
    }

    private Listener started(ServerConnector connector, Endpoint endpoint) throws IOException {
        endpoints.put(connector, endpoint);
        connector.setShutdownIdleTimeout(0);
        server.addConnector(connector);
        try {
            connector.start();
        } catch (IOException e) {
            forget(connector);
            throw e;
        } catch (Exception e) {
            forget(connector);
            throw new IOException("cannot listen on " + connector.getHost() + ":" + connector.getPort(), e);
        }
        return new Listener(connector.getLocalPort(), () -> {
            try {
                connector.stop();
            } catch (Exception e) {
                throw new IllegalStateException("a listener does not stop", e);
            } finally {
                forget(connector);
            }
        });
    }

    private void forget(ServerConnector connector) {
        server.removeConnector(connector);
        endpoints.remove(connector);
    }

    private static HttpConnectionFactory http() {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        // Volume ids travel with %2F and %3A in paths, and foreign clients double slashes.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        // Foreign clients call by address, port-forward and name alike.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        return new HttpConnectionFactory(configuration);
    }

    private static SslConnectionFactory tls(Authority.Identity identity) {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("server", identity.key(), new char[0], new Certificate[] {identity.certificate()});
            var context = new SslContextFactory.Server();
            context.setKeyStore(keys);
            context.setKeyStorePassword("");
            context.setSniRequired(false);
            return new SslConnectionFactory(context, "http/1.1");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot use a certificate", e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the web server does not stop", e);
        }
    }

    /** A listener that is up. */
    public record Listener(int port, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }

    private final class ByListener extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            var endpoint = endpoints.get(request.getConnectionMetaData().getConnector());
            if (endpoint == null) {
                return false;
            }
            Sender.send(endpoint.answer(new Exchange(request)), request, response, callback);
            return true;
        }
    }
}
