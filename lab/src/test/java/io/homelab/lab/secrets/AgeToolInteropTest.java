package io.homelab.lab.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store is worth nothing if only we can read it: the real age tool must, both ways. */
@Tag("interop")
@Timeout(60)
class AgeToolInteropTest {
    @TempDir
    Path directory;

    @Test
    void ageDecryptsWhatTheStoreWrote() throws Exception {
        var identity = AgeIdentity.generate();
        identity.writeTo(directory.resolve("identity.txt"));
        var spare = AgeIdentity.generate();
        SecretStore.open(directory, List.of(spare.recipient(), identity.recipient()), () -> identity)
                .put("token", Secret.of("hunter2"));

        assertThat(run(tool("age"), "--decrypt", "--identity", "identity.txt", "token.age"))
                .isEqualTo("hunter2");
    }

    @Test
    void theStoreReadsWhatAgeEncryptedForAnIdentityOfAgeKeygen() throws Exception {
        run(tool("age-keygen"), "-o", "identity.txt");
        var identity = AgeIdentity.parse(Secret.of(Files.readAllBytes(directory.resolve("identity.txt"))));
        Files.writeString(directory.resolve("plain"), "hunter2");

        run(tool("age"), "--recipient", identity.recipient(), "--output", "token.age", "plain");

        assertThat(run(tool("age-keygen"), "-y", "identity.txt").strip()).isEqualTo(identity.recipient());
        assertThat(SecretStore.open(directory, List.of(identity.recipient()), () -> identity)
                        .get("token")
                        .orElseThrow()
                        .text())
                .isEqualTo("hunter2");
    }

    private String run(String... command) throws IOException, InterruptedException {
        var errors = directory.resolve("errors.txt").toFile();
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors.toPath())).isZero();
        return output;
    }

    /** The tool of that name beside the system property homelab.age, else on the PATH. */
    private static String tool(String name) {
        var given = System.getProperty("homelab.age");
        var folders = given != null
                ? Stream.of(
                        Objects.requireNonNull(Path.of(given).toAbsolutePath().getParent()))
                : Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(Path::of);
        return folders.map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> fail("this test needs the real " + name
                        + ": apt-get install -y age, or name it with -Dhomelab.age=/path/to/age"));
    }
}
