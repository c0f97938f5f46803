package io.homelab.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaintextKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN EC PRIVATE KEY-----",
                "  key: LS0tLS1CRUdJTiBFRDI1NTE5IFBSSVZBVEUgS0VZLS0tLS0K",
                "AGE-SECRET-KEY-1QQQQ",
                "token: 0a1b2c.0123456789abcdef",
                "bootstrapToken: \"abcdef\"",
                "  adminPassword: hunter2",
                "client_secret: 'xyz'",
                "- key: c2VjcmV0"
            })
    void findsKeyMaterial(String line) {
        assertThat(in("a: 1\n" + line)).containsExactly("omni/x.yaml:2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: ENC[AES256_GCM,data:xyz,iv:abc,tag:def,type:str]",
                "token: age:proxmox-token",
                "password: ${PASSWORD}",
                "secret:",
                "secretName: tls",
                "keyRef: x",
                "# token: an explanation",
                "token: # comes later",
                "automountServiceAccountToken: false",
                "version: v1.32.3",
                "image: ghcr.io/siderolabs/kubelet:v1.32.3"
            })
    void leavesReferencesAndCiphertextAlone(String line) {
        assertThat(in(line)).isEmpty();
    }

    private static List<String> in(String text) {
        return PlaintextKeys.in(List.of(new RepoFiles.Found("omni/x.yaml", text)));
    }
}
