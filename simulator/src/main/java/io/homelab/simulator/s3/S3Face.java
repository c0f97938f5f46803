package io.homelab.simulator.s3;

import io.homelab.simulator.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * In front of a real S3 server on loopback: versioning, object lock and lifecycle rules of its buckets, which small servers do
 * not have, and faults of reads. What clients sign reaches the server behind as they signed it.
 */
public final class S3Face implements AutoCloseable {
    private final S3Endpoint endpoint;
    private final BucketFaults faults = new BucketFaults();
    private final WebServer.Listener listener;

    private S3Face(WebServer web, URI upstream, S3Keys keys) throws IOException {
        endpoint = new S3Endpoint(new Upstream(upstream), keys, faults);
        listener = web.listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), endpoint);
    }

    /** Listens on a free port of loopback. */
    public static S3Face open(WebServer web, URI upstream, S3Keys keys) throws IOException {
        return new S3Face(web, upstream, keys);
    }

    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    /** What is configured of a bucket. */
    public BucketConfiguration bucket(String name) {
        return endpoint.bucket(name);
    }

    public BucketFaults faults() {
        return faults;
    }

    @Override
    public void close() {
        listener.close();
    }
}
