package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.command.EvidenceFiles.Item;
import io.homelab.cli.report.SignedReport;
import io.homelab.workflows.backup.BackupReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An envelope that was checked; what is read now has to be what was checked then. */
record SignedStatement(Path directory, Item item) {
    private static final String KEY = "evidence-key.pem";
    private static final String PREDICATE = "https://homelab.io/backup-report/v1";

    /** Reports of earlier versions lack what records have got since. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** What a verification has reported; {@code elsewhere} is what is wrong with other statements. */
    SignedReport report(List<String> elsewhere) {
        var content = bytes(directory.resolve(item.file()));
        if (!sha256(content).equals(item.digest())) {
            throw new CommandFailure(
                    ExitCode.FINDINGS, item.file() + " was changed while it was read — homelab evidence verify");
        }
        try {
            var statement = EvidenceFiles.statement(content);
            if (!statement.path("predicateType").asString("").equals(PREDICATE)) {
                throw unreadable("is no " + PREDICATE, null);
            }
            return new SignedReport(
                    item.file(),
                    item.digest(),
                    key(),
                    Instant.parse(item.recordedAt()),
                    JSON.treeToValue(statement.at("/predicate/report"), BackupReport.class),
                    elsewhere);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw unreadable("holds no report that this version reads: " + e.getMessage(), e);
        }
    }

    /** Of its X.509 encoding, as the worker names its key. */
    private String key() {
        var pem = new String(bytes(directory.resolve(KEY)), StandardCharsets.ISO_8859_1);
        return sha256(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "cannot read " + file + ": " + e.getMessage() + " — let this user read it", e);
        }
    }

    private CommandFailure unreadable(String why, @Nullable Exception cause) {
        var message = item.file() + " " + why + " — homelab evidence show " + item.file();
        return cause == null
                ? new CommandFailure(ExitCode.FAILED, message)
                : new CommandFailure(ExitCode.FAILED, message, cause);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
