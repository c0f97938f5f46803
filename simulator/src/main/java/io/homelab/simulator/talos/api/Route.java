package io.homelab.simulator.talos.api;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.TalosNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a call is for.
 *
 * @param merged whether answers of several machines are merged, each marked with its machine
 */
record Route(TalosNode own, List<String> names, boolean merged) {
    private static final Metadata.Key<String> NODE = Metadata.Key.of("node", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> NODES = Metadata.Key.of("nodes", Metadata.ASCII_STRING_MARSHALLER);

    static Route of(TalosNode own, Metadata headers, String method) throws StatusException {
        var one = all(headers, NODE);
        var many = all(headers, NODES);
        if (one.size() > 1) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("node metadata must be single-valued")
                    .asException();
        }
        if (!many.isEmpty() && method.startsWith("cosi.")) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("one-2-many proxying is not supported for COSI methods")
                    .asException();
        }
        var route = new Route(own, one.isEmpty() ? many : one, one.isEmpty() && !many.isEmpty());
        var worker = !own.config().map(MachineConfig::controlPlane).orElse(true);
        if (worker && !route.names.isEmpty() && !route.onlyOwn()) {
            throw Status.PERMISSION_DENIED
                    .withDescription("no request forwarding")
                    .asException();
        }
        return route;
    }

    private static List<String> all(Metadata headers, Metadata.Key<String> key) {
        var values = headers.getAll(key);
        var list = new ArrayList<String>();
        if (values != null) {
            values.forEach(list::add);
        }
        return list;
    }

    private boolean onlyOwn() {
        return names.size() == 1 && isOwn(names.getFirst());
    }

    private boolean isOwn(String name) {
        return name.equals(own.hostname())
                || own.address().filter(a -> a.getHostAddress().equals(name)).isPresent();
    }

    /** The targets as a call's record names them. */
    String target() {
        return names.isEmpty()
                ? own.address().map(java.net.InetAddress::getHostAddress).orElse("")
                : String.join(",", names);
    }

    /** The machine of that name, or the error that a proxy gives when it cannot reach it. */
    TalosNode resolve(String name) throws StatusException {
        if (isOwn(name)) {
            return own;
        }
        var found = own.site().find(name).filter(peer -> peer.clusterId().equals(own.clusterId()));
        return found.orElseThrow(() -> Status.UNAVAILABLE
                .withDescription("connection error: desc = \"transport: Error while dialing: dial tcp " + name
                        + ":50000: connect: connection refused\"")
                .asException());
    }
}
