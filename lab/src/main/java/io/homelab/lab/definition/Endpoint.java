package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;

/** Where a cluster's Kubernetes API answers: a host name or address, and a port (6443 unless the file says otherwise). */
public record Endpoint(String host, int port) {
    public static final int DEFAULT_PORT = 6443;

    /** Reads "host" or "host:port"; the schema has checked the shape. */
    @JsonCreator
    public static Endpoint parse(String text) {
        var colon = text.lastIndexOf(':');
        return colon < 0
                ? new Endpoint(text, DEFAULT_PORT)
                : new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    /** The URL that goes into machine configurations and kubeconfigs. */
    public URI url() {
        return URI.create("https://" + this);
    }

    @Override
    @JsonValue
    public String toString() {
        return host + ":" + port;
    }
}
