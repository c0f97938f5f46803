package io.homelab.activities.transport;

import java.net.Proxy;
import java.net.URL;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** The exchanges of one fetch or push. JGit reads no answer to its end and closes none: whoever opened them does. */
final class GitConnections implements HttpConnectionFactory, AutoCloseable {
    private final Http http;
    private final Optional<String> authorization;
    private final Queue<GitConnection> made = new ConcurrentLinkedQueue<>();

    /** @param authorization the header of that name */
    GitConnections(Http http, Optional<String> authorization) {
        this.http = http;
        this.authorization = authorization;
    }

    @Override
    public HttpConnection create(URL url) {
        var connection = new GitConnection(http, url, authorization);
        made.add(connection);
        return connection;
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy proxy) {
        return create(url);
    }

    @Override
    public void close() {
        made.forEach(GitConnection::close);
    }
}
