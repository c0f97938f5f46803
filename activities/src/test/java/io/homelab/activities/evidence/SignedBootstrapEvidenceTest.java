package io.homelab.activities.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.evidence.EvidenceVerifier.Result;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.acceptance.CriterionResult;
import io.homelab.workflows.acceptance.CriterionResult.Verdict;
import io.homelab.workflows.cluster.BootstrapReport;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.progress.TimeSplit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SignedBootstrapEvidenceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    private ExampleLab lab;
    private Path store;

    @BeforeEach
    void openTheLab() throws IOException {
        lab = ExampleLab.in(directory);
        store = lab.state().resolve("evidence");
    }

    @Test
    void plainJavaVerifiesTheSignature() throws Exception {
        var reference = evidence().record(report("one", true));

        var envelope = read(store.resolve(reference.location().replace("evidence/", "")));
        var payload = Base64.getDecoder().decode(envelope.path("payload").asString());
        var type = envelope.path("payloadType").asString();
        var header = "DSSEv1 " + type.length() + " " + type + " " + payload.length + " ";
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey())));
        verifier.update(header.getBytes(StandardCharsets.UTF_8));
        verifier.update(payload);

        assertThat(type).isEqualTo("application/vnd.in-toto+json");
        assertThat(verifier.verify(Base64.getDecoder()
                        .decode(envelope.at("/signatures/0/sig").asString())))
                .isTrue();
        var statement = JSON.readTree(payload);
        assertThat(statement.path("_type").asString()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").asString()).isEqualTo(SignedBootstrapEvidence.PREDICATE);
        assertThat(statement.at("/subject/0/name").asString()).isEqualTo("cluster/dev");
        assertThat(statement.at("/predicate/report/endpoint").asString()).isEqualTo("one:6443");
        assertThat(statement.at("/subject/0/digest/sha256").asString())
                .isEqualTo(Sha256.of(CanonicalJson.of(statement.at("/predicate/report"))));
    }

    @Test
    void opensslVerifiesTheSignature() throws Exception {
        var reference = evidence().record(report("one", true));
        var envelope = read(store.resolve(reference.location().replace("evidence/", "")));
        var message = directory.resolve("message");
        var signature = directory.resolve("signature");
        Files.write(
                message,
                Envelope.preAuthenticationEncoding(
                        envelope.path("payloadType").asString(),
                        Base64.getDecoder().decode(envelope.path("payload").asString())));
        Files.write(
                signature,
                Base64.getDecoder().decode(envelope.at("/signatures/0/sig").asString()));

        var openssl = new ProcessBuilder(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-rawin",
                        "-inkey",
                        store.resolve(EvidenceStore.PUBLIC_KEY).toString(),
                        "-in",
                        message.toString(),
                        "-sigfile",
                        signature.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Signature Verified Successfully");
        assertThat(openssl.waitFor()).isZero();
    }

    @Test
    void theSameReportIsRecordedOnce() throws Exception {
        var first = evidence().record(report("one", true));

        assertThat(evidence().record(report("one", true))).isEqualTo(first);
        assertThat(envelopes()).hasSize(1);
        assertThat(first.digest())
                .isEqualTo(Sha256.of(Files.readAllBytes(envelopes().getFirst())));
    }

    @Test
    void eachStatementNamesTheOneBefore() throws Exception {
        var first = evidence().record(report("one", true));
        var second = evidence().record(report("two", true));

        assertThat(predicate(envelopes().get(0)).path("previous").asString()).isEqualTo(EvidenceStore.FIRST);
        assertThat(predicate(envelopes().get(1)).path("previous").asString()).isEqualTo(first.digest());
        assertThat(EvidenceVerifier.verify(store)).isEqualTo(new Result.Intact(2, second.digest()));
    }

    @Test
    void aRehearsalNeverSaysPassed() throws Exception {
        evidence().record(report("one", true));
        evidence().record(report("two", false));

        assertThat(predicate(envelopes().get(0)).path("verdict").asString()).isEqualTo("rehearsed");
        assertThat(predicate(envelopes().get(1)).path("verdict").asString()).isEqualTo("passed");
    }

    @Test
    void everyFlippedByteIsFound() throws Exception {
        evidence().record(report("one", true));
        evidence().record(report("two", true));
        for (var file : envelopes()) {
            var content = Files.readAllBytes(file);
            for (int i = 0; i < content.length; i++) {
                var changed = content.clone();
                changed[i] ^= 1;
                Files.write(file, changed);
                assertThat(EvidenceVerifier.verify(store))
                        .as("byte %d of %s", i, file.getFileName())
                        .isInstanceOfSatisfying(Result.Broken.class, broken -> assertThat(broken.file())
                                .isEqualTo(file.getFileName().toString()));
            }
            Files.write(file, content);
        }
        assertThat(EvidenceVerifier.verify(store)).isInstanceOf(Result.Intact.class);
    }

    @Test
    void aMissingAStrangeAndAReorderedFileAreFound() throws Exception {
        evidence().record(report("one", true));
        evidence().record(report("two", true));
        var first = envelopes().get(0);
        var second = envelopes().get(1);

        var stranger = Files.copy(first, store.resolve("000009-bootstrap-dev.json"));
        assertThat(broken()).isEqualTo(stranger.getFileName().toString());
        Files.delete(stranger);

        var log = store.resolve(ChainLog.FILE);
        var lines = Files.readAllLines(log);
        Files.writeString(log, lines.get(1) + "\n" + lines.get(0) + "\n");
        assertThat(broken()).isEqualTo(second.getFileName().toString());
        Files.writeString(log, String.join("\n", lines) + "\n");

        Files.delete(first);
        assertThat(broken()).isEqualTo(first.getFileName().toString());
    }

    @Test
    void everyFindingIsNamedAndWhatIsUntouchedStaysReadable() throws Exception {
        for (var host : List.of("one", "two", "three", "four")) {
            evidence().record(report(host, true));
        }
        var files = envelopes();
        Files.delete(files.get(1));
        var content = Files.readAllBytes(files.get(2));
        content[content.length / 2] ^= 1;
        Files.write(files.get(2), content);

        var audit = EvidenceAudit.of(store, null);

        assertThat(audit.findings().stream().map(EvidenceAudit.Finding::file))
                .containsExactly(
                        files.get(1).getFileName().toString(),
                        files.get(2).getFileName().toString());
        assertThat(audit.statements().stream().map(EvidenceAudit.Item::verdict))
                .containsExactly("rehearsed", "", "", "rehearsed");
    }

    @Test
    void aKeyThatWasKeptElsewhereFindsThatAllWasReplaced() throws Exception {
        evidence().record(report("one", true));
        var kept = Files.readString(store.resolve(EvidenceStore.PUBLIC_KEY));
        assertThat(EvidenceAudit.of(store, kept).findings()).isEmpty();

        try (Secret other = SigningKey.generate()) {
            var forger = new EvidenceStore(directory.resolve("forged"));
            forger.record(evidence().draft(report("one", false)), SigningKey.parse(other));
        }

        var forged = directory.resolve("forged");
        assertThat(EvidenceAudit.of(forged, null).findings()).isEmpty();
        assertThat(EvidenceAudit.of(forged, kept).findings()).singleElement().satisfies(f -> assertThat(f.why())
                .contains("the signature is not that of"));
    }

    @Test
    void aReportThatIsNotTheSubjectIsFound() throws Exception {
        try (Secret pem = SigningKey.generate()) {
            var draft = evidence().draft(report("one", true));
            new EvidenceStore(store)
                    .record(
                            new EvidenceStore.Draft(
                                    draft.name(),
                                    draft.topic(),
                                    "0".repeat(64),
                                    draft.predicateType(),
                                    draft.predicate()),
                            SigningKey.parse(pem));
        }

        assertThat(EvidenceVerifier.verify(store)).isInstanceOfSatisfying(Result.Broken.class, b -> assertThat(b.why())
                .contains("another digest than its subject"));
    }

    @Test
    void aCrashBetweenTheEnvelopeAndItsLineIsMadeGood() throws Exception {
        evidence().record(report("one", true));
        var log = store.resolve(ChainLog.FILE);
        var before = Files.readString(log);
        var second = evidence().record(report("two", true));
        Files.writeString(log, before);
        assertThat(EvidenceVerifier.verify(store)).isInstanceOf(Result.Broken.class);

        assertThat(evidence().record(report("two", true))).isEqualTo(second);

        assertThat(envelopes()).hasSize(2);
        assertThat(EvidenceVerifier.verify(store)).isEqualTo(new Result.Intact(2, second.digest()));
    }

    @Test
    void aLineThatAPowerCutToreIsWrittenAnew() throws Exception {
        var first = evidence().record(report("one", true));
        var log = store.resolve(ChainLog.FILE);
        var whole = Files.readString(log);
        for (int length = 1; length < whole.length(); length += 7) {
            Files.writeString(log, whole.substring(0, length));

            assertThat(evidence().record(report("one", true))).isEqualTo(first);
            assertThat(Files.readString(log)).isEqualTo(whole);
        }
    }

    @Test
    void anotherKeyDoesNotContinueTheChain() {
        evidence().record(report("one", true));
        lab.open().secrets().put(SigningKey.SECRET, SigningKey.generate());

        assertThatThrownBy(() -> evidence().record(report("two", true)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("evidence-key.pem is not the key of the secret store");
    }

    @Test
    void theKeyIsPkcs8ThatOpensslReads() throws Exception {
        evidence().record(report("one", true));
        try (Secret key = lab.open().secrets().get(SigningKey.SECRET).orElseThrow()) {
            var openssl = new ProcessBuilder("openssl", "pkey", "-pubout")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var in = openssl.getOutputStream()) {
                in.write(key.bytes());
            }
            assertThat(new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(Files.readString(store.resolve(EvidenceStore.PUBLIC_KEY)));
        }
    }

    private SignedBootstrapEvidence evidence() {
        LabClock clock = () -> Instant.parse("2026-01-29T12:00:00Z");
        return new SignedBootstrapEvidence(lab.reader(), lab.state(), clock);
    }

    private BootstrapReport report(String host, boolean simulated) {
        var verdict = simulated ? Verdict.REHEARSED : Verdict.PASSED;
        var acceptance = new AcceptanceReport(
                "1.2", "DEV", List.of(new CriterionResult("1.2.2-d", "API", "http-probe", verdict, "200 ok")));
        return new BootstrapReport(
                1,
                "dev",
                lab.snapshot(),
                simulated,
                true,
                host + ":6443",
                List.of("dev-1"),
                new Plan("dev", lab.snapshot(), "hash", List.of()),
                acceptance,
                new TimeSplit(Duration.ofSeconds(90), Duration.ofSeconds(80), Duration.ZERO),
                null);
    }

    private String broken() throws IOException {
        return EvidenceVerifier.verify(store) instanceof Result.Broken broken ? broken.file() : "";
    }

    private List<Path> envelopes() throws IOException {
        try (var files = Files.list(store)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static JsonNode predicate(Path file) throws IOException {
        var payload = Base64.getDecoder().decode(read(file).path("payload").asString());
        return JSON.readTree(payload).path("predicate");
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readAllBytes(file));
    }

    private byte[] publicKey() throws IOException {
        var pem = Files.readString(store.resolve(EvidenceStore.PUBLIC_KEY));
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
