package io.homelab.simulator.kubernetes;

import io.homelab.simulator.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

public final class KubernetesCluster {
    public static KubernetesCluster open(
            World world,
            String id,
            ClusterSettings settings,
            Supplier<List<KubeletMachine>> machines,
            BooleanSupplier quorum) {
        return new KubernetesCluster();
    }

    public ApiListener listen(InetAddress address, X509Certificate server, PrivateKey key, X509Certificate clients)
            throws IOException {
        return () -> {};
    }

    public void wake() {}

    public Optional<Boolean> nodeReady(String name) {
        return Optional.empty();
    }

    public ClusterHealth health() {
        return new ClusterHealth();
    }

    public long revision() {
        return 1;
    }

    public byte[] snapshot() {
        return new byte[0];
    }

    public static void restore(World world, String id, byte[] snapshot) {}

    public void close() {}
}
