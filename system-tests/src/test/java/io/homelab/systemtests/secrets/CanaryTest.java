package io.homelab.systemtests.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Every secret of a bootstrapped lab is looked for, byte by byte, in everything that the control plane keeps and prints. */
class CanaryTest {
    private static final Pattern LONG_VALUES = Pattern.compile("[A-Za-z0-9+/=_.-]{22,}");
    private static final int CANARY = 60;
    private static final String WRONG_TOKEN = "canary0-0000-4711-0815-wrongtoken";

    @Test
    void noSecretIsFoundInDatabaseLogsEvidenceOrOutput() throws IOException {
        try (var lab = LabInABox.start(40)) {
            var said = lab.run("cluster", "bootstrap", "dev");
            assertThat(said.code()).as(said.toString()).isZero();
            var token = Files.writeString(lab.directory().resolve("token"), WRONG_TOKEN);
            lab.run("secrets", "put", "proxmox-token", "--replace", "--file", token.toString());
            var refused = lab.run("cluster", "plan", "dev");
            assertThat(refused.code()).as(refused.toString()).isEqualTo(4);
            assertThat(refused.err()).doesNotContain(WRONG_TOKEN);
            var canaries = canaries(lab.run("secrets", "export", "--yes").out());
            assertThat(canaries).hasSizeGreaterThan(10).contains(WRONG_TOKEN);
            var bundle = lab.directory().resolve("support.zip");
            var support = lab.run("support", bundle.toString());
            assertThat(support.code()).as(support.toString()).isZero();
            lab.controlPlane().stop();

            var leaks = new ArrayList<String>();
            leaks.addAll(inBundle(bundle, canaries));
            try (var files = Files.walk(lab.controlPlane().places().state())) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    if (!file.toString().contains("/simulator/")
                            && !file.toString().contains("simulator.token")) {
                        leaks.addAll(leaks(file, canaries));
                    }
                }
            }
            assertThat(leaks).isEmpty();
            assertThat(canaries).noneMatch(c -> said.toString().contains(c));
        }
    }

    private static List<String> inBundle(Path bundle, List<String> canaries) throws IOException {
        var leaks = new ArrayList<String>();
        try (var zip = new ZipFile(bundle.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("versions.txt", "lab.yaml", "runs.txt", "logs/worker.log", "logs/temporal.log");
            for (var entry : zip.stream().toList()) {
                var text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                canaries.stream().filter(text::contains).forEach(c -> leaks.add("support bundle: " + entry.getName()));
            }
        }
        return leaks;
    }

    private static List<String> leaks(Path file, List<String> canaries) throws IOException {
        var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return canaries.stream()
                .filter(content::contains)
                .map(c -> file + " holds a secret of " + c.length() + " characters")
                .toList();
    }

    /** Long values of the secrets, and what their base64 hides; certificates are public and left out. */
    private static List<String> canaries(String export) {
        var canaries = new ArrayList<String>();
        for (var line : export.lines().toList()) {
            var isPublic = line.contains("crt:")
                    || line.contains("certificate")
                    || line.contains("ca:")
                    || line.contains("id:");
            var matcher = LONG_VALUES.matcher(line);
            while (!isPublic && matcher.find()) {
                var value = matcher.group();
                canaries.add(value.substring(0, Math.min(CANARY, value.length())));
                if (value.startsWith("LS0tLS1")) {
                    canaries.add(body(new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII)));
                }
            }
        }
        return canaries.stream()
                .filter(c -> c.length() >= 20 && !c.startsWith("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS"))
                .distinct()
                .toList();
    }

    private static String body(String pem) {
        return pem.lines().filter(l -> !l.startsWith("-----")).findFirst().orElse("");
    }
}
