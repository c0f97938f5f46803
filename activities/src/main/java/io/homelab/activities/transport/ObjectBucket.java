package io.homelab.activities.transport;

import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One bucket of an S3 server, addressed by path, since servers at home have no name per bucket. The synchronous client with plain
 * threads is the fastest of them (facts: backup-and-metrics §2).
 */
public final class ObjectBucket implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final String DELETE = "DELETE /{bucket}/{key}";
    private static final int FORBIDDEN = 403;
    private static final int MISSING = 404;
    private static final int ELSEWHERE = 301;

    private final Address address;
    private final S3Client client;
    private final Gate gate;

    ObjectBucket(Address address, Keys keys, Trust trust, int connections, Gate gate) {
        this.address = address;
        this.gate = gate;
        this.client = S3Client.builder()
                .endpointOverride(address.endpoint())
                .region(Region.of(address.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        keys.access().text(), keys.secret().text())))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(Duration.ofSeconds(10))
                        .connectionAcquisitionTimeout(Duration.ofMinutes(1))
                        .socketTimeout(SILENCE)
                        .tlsTrustManagersProvider(() -> new TrustManager[] {trust.manager()}))
                // Checksums that a server adds by itself are a matter between it and its disks; many send none.
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .overrideConfiguration(o ->
                        o.retryStrategy(DefaultRetryStrategy.doNotRetry()).addExecutionInterceptor(new SettingsRoot()))
                .build();
        gate.opened((java.io.Closeable) client::close);
    }

    /** Which bucket. */
    public record Address(URI endpoint, String region, String bucket) {}

    /** Who asks. */
    public record Keys(Secret access, Secret secret) {}

    /** Reads an object's content. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Must read to the end what it wants to be sure of. */
        T read(InputStream content) throws IOException;
    }

    /** All objects whose key begins so: key and size in bytes, a page of a thousand at a time. */
    public void list(String prefix, ObjLongConsumer<String> each) {
        var pages = client.listObjectsV2Paginator(
                request -> request.bucket(address.bucket()).prefix(prefix));
        var page = pages.iterator();
        while (page.hasNext()) {
            asked("GET /{bucket}?list-type=2", page::next)
                    .contents()
                    .forEach(object -> each.accept(object.key(), object.size()));
        }
    }

    /** Whether it may be listed: one object is asked for, and there need be none. */
    public void probe(String prefix) {
        asked(
                "GET /{bucket}?list-type=2",
                () -> client.listObjectsV2(request ->
                        request.bucket(address.bucket()).prefix(prefix).maxKeys(1)));
    }

    /** Reads an object; empty when there is none of that key. */
    public <T> Optional<T> read(String key, Reader<T> reader) {
        return asked("GET /{bucket}/{key}", () -> {
            try (var content =
                    client.getObject(request -> request.bucket(address.bucket()).key(key))) {
                try {
                    return Optional.of(reader.read(content));
                } catch (IOException | RuntimeException e) {
                    content.abort(); // to close it would read it to its end
                    throw e;
                }
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new Unreachable("the answer broke off (" + e.getMessage() + ")", where(), e);
            }
        });
    }

    /** What the server says of the bucket itself. */
    public BucketSettings settings() {
        var reader = new SettingsReader(client, address.bucket());
        return new BucketSettings(
                asked("GET /{bucket}?versioning", reader::versioning),
                asked("GET /{bucket}?object-lock", reader::objectLock),
                asked("GET /{bucket}?lifecycle", reader::lifecycle));
    }

    /** When an object was stored, by the server's clock; empty when there is none of that key. */
    public Optional<Instant> modified(String key) {
        return asked("HEAD /{bucket}/{key}", () -> {
            try {
                return Optional.of(client.headObject(
                                request -> request.bucket(address.bucket()).key(key))
                        .lastModified());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /** Deletes an object; nothing happens when there is none of that key. */
    public void delete(String key) {
        ReadOnly.check("s3 " + DELETE);
        asked(
                DELETE,
                () -> client.deleteObject(
                        request -> request.bucket(address.bucket()).key(key)));
    }

    private <T> T asked(String operation, Supplier<T> call) {
        var deletes = operation.equals(DELETE);
        var passage = gate.leave(Gate.Call.now("s3", operation, deletes));
        try {
            var answer = call.get();
            passage.back();
            return answer;
        } catch (S3Exception e) {
            throw problem(e, deletes ? "delete this object" : "list and read the bucket");
        } catch (SdkClientException e) {
            throw unanswered(e);
        }
    }

    private Problem problem(S3Exception e, String right) {
        var code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        var said = e.statusCode() + (code.isEmpty() ? "" : " " + code);
        if (code.equals("RequestTimeTooSkewed")) {
            return new Problem(
                    FailureClass.CONFIG,
                    "the S3 server's clock and this machine's differ by too much",
                    where(),
                    "set this machine's clock: timedatectl",
                    e);
        }
        if (e.isThrottlingException() || code.equals("SlowDown")) {
            return new SlowDown("the S3 server asks to slow down: " + said, where(), Duration.ofSeconds(10), e);
        }
        return switch (e.statusCode()) {
            case 401, FORBIDDEN ->
                new Problem(
                        FailureClass.AUTH,
                        "the S3 server refuses the keys: " + said,
                        where(),
                        "check accessKey and secretKey of the set in lab.yaml, and that they may " + right,
                        e);
            case MISSING ->
                new Problem(
                        FailureClass.CONFIG,
                        "there is no such bucket: " + said,
                        where(),
                        "check the repository of the set in lab.yaml",
                        e);
            case ELSEWHERE, 400 ->
                new Problem(
                        FailureClass.CONFIG,
                        "the S3 server does not take the request: " + said,
                        where(),
                        "check repository and region of the set in lab.yaml",
                        e);
            default -> new Problem(FailureClass.TRANSIENT, "the S3 server has failed: " + said, where(), null, e);
        };
    }

    private Problem unanswered(SdkClientException e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        var text = String.valueOf(cause.getMessage());
        if (text.contains("PKIX") || text.contains("not verified") || text.contains("unable to find valid")) {
            return new Problem(
                    FailureClass.CONFIG,
                    "the S3 server's certificate is not trusted: " + text,
                    where(),
                    "set its ca in lab.yaml to its authority",
                    e);
        }
        return new Unreachable(
                "the S3 server does not answer (" + text + ")",
                where(),
                "see that it runs, and that this machine reaches it",
                e);
    }

    private String where() {
        return "s3 " + address.endpoint() + "/" + address.bucket();
    }

    @Override
    public void close() {
        client.close();
    }
}
