package io.homelab.lab.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgeIdentityTest {
    @TempDir
    Path directory;

    @Test
    void aWrittenIdentityIsReadAgainWithTheSameRecipient() throws IOException {
        var identity = AgeIdentity.generate();
        var file = directory.resolve("identity.txt");

        identity.writeTo(file);

        assertThat(AgeIdentity.parse(Secret.of(Files.readAllBytes(file))).recipient())
                .isEqualTo(identity.recipient())
                .startsWith("age1");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThatThrownBy(() -> identity.writeTo(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aMalformedKeyIsNotRepeated() {
        assertThatThrownBy(() -> AgeIdentity.parse(Secret.of("AGE-SECRET-KEY-1HUNTER2")))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageNotContaining("HUNTER2")
                .hasNoCause();
        assertThatThrownBy(() -> AgeIdentity.parse(Secret.of("hunter2")))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anIdentityPrintsOnlyItsPublicHalf() {
        assertThat(AgeIdentity.generate().toString())
                .startsWith("identity of age1")
                .doesNotContain("SECRET");
    }
}
