package io.homelab.simulator.proxmox;

import io.homelab.simulator.web.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers in pveproxy's exact shape. */
final class ApiAnswer {
    private static final int GZIP_FROM = 1024;

    private final HypervisorOptions options;
    private final boolean extjs;
    private final boolean gzip;

    ApiAnswer(HypervisorOptions options, boolean extjs, boolean gzip) {
        this.options = options;
        this.extjs = extjs;
        this.gzip = gzip;
    }

    Reply data(JsonNode data) {
        var body = Json.object();
        if (data instanceof ObjectNode listing && listing.has(TaskRoutes.TOTAL)) {
            body.set("total", listing.get(TaskRoutes.TOTAL));
            body.set("data", listing.get("data"));
        } else {
            body.set("data", data);
        }
        if (extjs) {
            body.put("success", 1);
        }
        return reply(200, "OK", body);
    }

    Reply failure(ApiFailure failure) {
        var body = Json.object();
        body.putNull("data");
        if (hasMessageInBody() || extjs) {
            body.put("message", failure.text() + "\n");
        }
        if (!failure.errors().isEmpty()) {
            var errors = body.putObject("errors");
            failure.errors().forEach(errors::put);
        }
        if (extjs) {
            body.put("success", 0).put("status", failure.status());
            return reply(200, "OK", body);
        }
        var firstLine = failure.text().lines().findFirst().orElse("");
        return reply(failure.status(), firstLine, body).closing();
    }

    /** Since pve-http-server of January 2025; before, the reason phrase alone carried it. */
    private boolean hasMessageInBody() {
        return !options.pveVersion().matches("8\\.[0-3](\\..*)?|7\\..*");
    }

    /** 401 has no body at all. */
    static Reply unauthorized(String reason, Duration delay) {
        return new Reply(401, reason, headers(), new byte[0], true, delay, false);
    }

    private Reply reply(int status, String reason, ObjectNode body) {
        var bytes = Json.MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        var headers = headers();
        headers.put("Content-Type", "application/json;charset=UTF-8");
        if (gzip && bytes.length > GZIP_FROM) {
            headers.put("Content-Encoding", "gzip");
            bytes = compressed(bytes);
        }
        return new Reply(status, reason, headers, bytes, false, Duration.ZERO, false);
    }

    private static LinkedHashMap<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Cache-Control", "max-age=0");
        headers.put("Pragma", "no-cache");
        headers.put("Server", "pve-api-daemon/3.0");
        return headers;
    }

    private static byte[] compressed(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
