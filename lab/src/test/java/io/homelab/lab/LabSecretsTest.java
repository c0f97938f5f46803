package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.lab.secrets.AgeIdentity;
import io.homelab.lab.secrets.LabKey;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretRef;
import io.homelab.lab.secrets.SecretUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabSecretsTest {
    @TempDir
    Path directory;

    @Test
    void theIdentityOfTheConfigDirectoryReadsTheStoreBesideTheLabFile() throws Exception {
        var file = directory.resolve("identity.txt");
        var identity = AgeIdentity.generate();
        identity.writeTo(file);
        var secrets = LabSecrets.open(directory, LabFile.load(lab(identity.recipient())), file, Map.of());

        secrets.store().put("proxmox-token", Secret.of("hunter2"));

        assertThat(secrets.resolver()
                        .resolve(SecretRef.parse("age:proxmox-token"))
                        .text())
                .isEqualTo("hunter2");
        assertThat(directory.resolve("secrets/proxmox-token.age")).exists();
        assertThat(LabKey.of(secrets.store()).bytes())
                .hasSize(32)
                .isEqualTo(LabKey.of(secrets.store()).bytes());
    }

    @Test
    void withoutAnIdentityItSaysWhichFileIsMissing() throws Exception {
        var lab = LabFile.load(lab(AgeIdentity.generate().recipient()));
        var secrets = LabSecrets.open(directory, lab, directory.resolve("identity.txt"), Map.of());
        secrets.store().put("x", Secret.of("hunter2"));

        assertThatThrownBy(() -> secrets.store().get("x"))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageContaining("identity.txt");
    }

    private Path lab(String recipient) throws IOException {
        var smallest = Fixture.in("valid").stream()
                .filter(fixture -> fixture.name().equals("smallest.yaml"))
                .findFirst()
                .orElseThrow();
        var file = smallest.placeIn(directory);
        return Files.writeString(file, Files.readString(file) + "secrets:\n  recipients: [" + recipient + "]\n");
    }
}
