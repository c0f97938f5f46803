package io.homelab.simulator.talos.api;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.pki.Pem;
import io.homelab.simulator.talos.wire.Data;
import io.homelab.simulator.talos.wire.GenerateClientConfiguration;
import io.homelab.simulator.talos.wire.GenerateClientConfigurationRequest;
import io.homelab.simulator.talos.wire.GenerateClientConfigurationResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Client configurations that a control plane hands out. */
final class Credentials {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int TAR_BLOCK = 512;

    private Credentials() {}

    static GenerateClientConfigurationResponse talosconfig(TalosNode node, GenerateClientConfigurationRequest request)
            throws StatusException {
        EtcdCalls.onlyControlPlane(node, "client configuration");
        var config = node.config().orElseThrow();
        var authority = config.machineAuthority();
        var roles = request.getRolesCount() == 0 ? List.of("os:admin") : List.copyOf(request.getRolesList());
        var lifetime =
                request.hasCrtTtl() ? Duration.ofSeconds(request.getCrtTtl().getSeconds()) : YEAR;
        var client = authority.admit("", roles, lifetime);
        var text = """
                context: %s
                contexts:
                    %s:
                        endpoints:
                            - %s
                        ca: %s
                        crt: %s
                        key: %s
                """.formatted(
                        config.clusterName(),
                        config.clusterName(),
                        node.address().orElseThrow().getHostAddress(),
                        Pem.encode(authority.certificatePem()),
                        Pem.encode(client.certificatePem()),
                        Pem.encode(client.keyPem()));
        return GenerateClientConfigurationResponse.newBuilder()
                .addMessages(GenerateClientConfiguration.newBuilder()
                        .setCa(ByteString.copyFromUtf8(authority.certificatePem()))
                        .setCrt(ByteString.copyFromUtf8(client.certificatePem()))
                        .setKey(ByteString.copyFromUtf8(client.keyPem()))
                        .setTalosconfig(ByteString.copyFromUtf8(text)))
                .build();
    }

    static void kubeconfig(TalosNode node, Consumer<Data> out) throws StatusException {
        EtcdCalls.onlyControlPlane(node, "kubeconfig");
        var config = node.config().orElseThrow();
        var authority = config.kubernetesAuthority();
        var client = authority.admit("admin", List.of("system:masters"), YEAR);
        var name = config.clusterName();
        var text = """
                apiVersion: v1
                kind: Config
                clusters:
                - name: %1$s
                  cluster:
                    server: %2$s
                    certificate-authority-data: %3$s
                users:
                - name: admin@%1$s
                  user:
                    client-certificate-data: %4$s
                    client-key-data: %5$s
                contexts:
                - context:
                    cluster: %1$s
                    namespace: default
                    user: admin@%1$s
                  name: admin@%1$s
                current-context: admin@%1$s
                """.formatted(
                        name,
                        config.endpoint(),
                        Pem.encode(authority.certificatePem()),
                        Pem.encode(client.certificatePem()),
                        Pem.encode(client.keyPem()));
        try {
            out.accept(Data.newBuilder()
                    .setBytes(ByteString.copyFrom(archive(text.getBytes(StandardCharsets.UTF_8))))
                    .build());
        } catch (IOException e) {
            throw Status.UNKNOWN.withCause(e).asException();
        }
    }

    /** As Talos does it: the gzip stream is closed and the archive in it is not, so that it lacks its padding and end. */
    private static byte[] archive(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(header("kubeconfig", content.length));
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(String name, int size) {
        var header = new byte[TAR_BLOCK];
        put(header, 0, name);
        put(header, 100, "0000600\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "%011o\0".formatted(0));
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar\00000");
        var sum = 0;
        for (var b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
