package io.homelab.simulator.charts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Helm's {@code index.yaml}. */
record RepositoryIndex(String url, CiliumChart cilium) {
    String yaml() {
        var text = new StringBuilder("apiVersion: v1\nentries:\n  cilium:\n");
        for (var version : ChartsEndpoint.VERSIONS.reversed()) {
            text.append("  - apiVersion: v2\n    name: cilium\n    version: " + version + "\n    appVersion: " + version
                    + "\n    kubeVersion: '>= 1.21.0-0'\n    created: \"2026-01-01T00:00:00Z\"\n    digest: "
                    + sha256(cilium.archive(version)) + "\n    urls:\n    - " + url + "/cilium-" + version + ".tgz\n");
        }
        return text + "generated: \"2026-01-01T00:00:00Z\"\n";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
