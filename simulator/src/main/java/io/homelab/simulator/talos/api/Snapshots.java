package io.homelab.simulator.talos.api;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.homelab.simulator.digest.Sha256;
import io.homelab.simulator.kubernetes.KubernetesCluster;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.Data;
import io.homelab.simulator.talos.wire.EtcdRecover;
import io.homelab.simulator.talos.wire.EtcdRecoverResponse;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** etcd's snapshots: everything in it, and the digest of that at the end. */
final class Snapshots {
    private static final int DIGEST = 32;
    private static final int CHUNK = 32 << 10;

    private Snapshots() {}

    static void send(TalosNode node, Consumer<Data> out) throws StatusException {
        var cluster = EtcdCalls.running(node, "etcd snapshot");
        if (!node.site().quorum(cluster)) {
            throw Status.UNKNOWN
                    .withDescription("failed reading etcd snapshot: etcdserver: no leader")
                    .asException();
        }
        var content = node.site()
                .kubernetes(cluster.id())
                .map(KubernetesCluster::snapshot)
                .map(Snapshots::paged)
                .orElseGet(() -> paged(new byte[0]));
        var bytes = ByteString.copyFrom(content).concat(ByteString.copyFrom(Sha256.of(content)));
        for (int from = 0; from < bytes.size(); from += CHUNK) {
            out.accept(Data.newBuilder()
                    .setBytes(bytes.substring(from, Math.min(bytes.size(), from + CHUNK)))
                    .build());
        }
    }

    /** Clients know the digest by the odd length: the database before it is whole pages. */
    private static byte[] paged(byte[] content) {
        var end = BoltPages.BYTES + content.length;
        var pages = Arrays.copyOf(BoltPages.empty(), (end / BoltPages.PAGE + 1) * BoltPages.PAGE);
        System.arraycopy(content, 0, pages, BoltPages.BYTES, content.length);
        Arrays.fill(pages, end, pages.length, (byte) ' ');
        return pages;
    }

    static StreamObserver<Data> receive(StreamObserver<EtcdRecoverResponse> out) {
        var context = Context.current();
        var received = new ByteArrayOutputStream();
        return new StreamObserver<>() {
            @Override
            public void onNext(Data value) {
                received.writeBytes(value.getBytes().toByteArray());
            }

            @Override
            public void onError(Throwable cut) {
                received.reset();
            }

            @Override
            public void onCompleted() {
                context.run(() -> Dispatch.unary(out, EtcdRecoverResponse.getDefaultInstance(), node -> {
                    EtcdCalls.onlyControlPlane(node, "etcd recover");
                    node.upload(received.toByteArray());
                    return EtcdRecoverResponse.newBuilder()
                            .addMessages(EtcdRecover.getDefaultInstance())
                            .build();
                }));
            }
        };
    }

    static void restore(TalosNode node) throws StatusException {
        var bytes = node.uploaded().orElseThrow();
        var content = Arrays.copyOf(bytes, Math.max(0, bytes.length - DIGEST));
        if (!Arrays.equals(Sha256.of(content), Arrays.copyOfRange(bytes, content.length, bytes.length))) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("snapshot missing hash but --skip-hash-check=false")
                    .asException();
        }
        if (content.length > BoltPages.BYTES) {
            KubernetesCluster.restore(
                    node.site().world(),
                    node.services().etcd().cluster().orElseThrow(),
                    Arrays.copyOfRange(content, BoltPages.BYTES, content.length));
        }
    }
}
