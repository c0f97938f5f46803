package io.homelab.simulator.s3;

import io.homelab.simulator.digest.Sha256;
import io.homelab.simulator.web.Exchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 in a header, of requests with a body that the server behind must not see: it takes a PUT with a word in
 * its query that it does not know for the bucket's own.
 */
final class Signature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Pattern HEADER = Pattern.compile(
            ALGORITHM
                    + " Credential=(?<key>[^/]+)/(?<scope>[^,]+),\\s*SignedHeaders=(?<headers>[^,]+),\\s*Signature=(?<signature>[0-9a-f]+)");
    private static final String CONTENT = "x-amz-content-sha256";

    private final S3Keys keys;

    Signature(S3Keys keys) {
        this.keys = keys;
    }

    /** Throws what S3 says when the request is not signed, by somebody else, or not as it came. */
    void check(Exchange exchange, byte[] body) {
        var header = HEADER.matcher(exchange.header("Authorization").orElse(""));
        if (!header.matches()) {
            throw S3Error.denied();
        }
        if (!header.group("key").equals(keys.access())) {
            throw new S3Error(
                    403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
        }
        var signature = signature(exchange, header.group("scope"), header.group("headers"));
        if (!MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.US_ASCII),
                header.group("signature").getBytes(StandardCharsets.US_ASCII))) {
            throw new S3Error(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided.");
        }
        var content = exchange.header(CONTENT).orElse("");
        if (!content.equals("UNSIGNED-PAYLOAD") && !content.equals(Sha256.hex(body))) {
            throw new S3Error(
                    400,
                    "XAmzContentSHA256Mismatch",
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    private String signature(Exchange exchange, String scope, String signed) {
        var names = signed.split(";");
        var headers = Arrays.stream(names)
                .map(name -> name + ":" + value(exchange, name) + "\n")
                .collect(Collectors.joining());
        var target = exchange.target().split("\\?", 2);
        var request = String.join(
                "\n",
                exchange.method(),
                target[0],
                query(target.length < 2 ? "" : target[1]),
                headers,
                signed,
                exchange.header(CONTENT).orElse(""));
        var text = String.join(
                "\n",
                ALGORITHM,
                exchange.header("x-amz-date").orElse(""),
                scope,
                Sha256.hex(request.getBytes(StandardCharsets.UTF_8)));
        var key = ("AWS4" + keys.secret()).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/")) {
            key = hmac(key, part);
        }
        return hex(hmac(key, text));
    }

    private static String value(Exchange exchange, String name) {
        return exchange.headers().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name))
                .map(header -> header.getValue().strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }

    private static String query(String query) {
        return Arrays.stream(query.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
