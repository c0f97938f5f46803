package io.homelab.simulator.s3;

import io.homelab.simulator.web.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Answers that S3 gives in XML; codes and sentences are those of its error list. */
final class S3Error extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    S3Error(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static S3Error malformed() {
        return new S3Error(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static S3Error denied() {
        return new S3Error(403, "AccessDenied", "Access Denied");
    }

    static S3Error slowDown() {
        return new S3Error(503, "SlowDown", "Please reduce your request rate.");
    }

    static S3Error method() {
        return new S3Error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    }

    Reply reply(String resource) {
        return xml(
                status,
                "<Error><Code>" + code + "</Code><Message>" + escaped(String.valueOf(getMessage()))
                        + "</Message><Resource>" + escaped(resource)
                        + "</Resource><RequestId>0000000000000000</RequestId></Error>");
    }

    static Reply xml(int status, String document) {
        return Reply.of(
                        status,
                        "application/xml",
                        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document).getBytes(StandardCharsets.UTF_8))
                .with("x-amz-request-id", "0000000000000000");
    }

    static Reply empty(int status) {
        return new Reply(
                status, null, Map.of("x-amz-request-id", "0000000000000000"), new byte[0], false, Duration.ZERO, false);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
