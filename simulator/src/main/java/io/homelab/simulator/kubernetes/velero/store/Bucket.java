package io.homelab.simulator.kubernetes.velero.store;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A bucket as Velero's plugin for AWS uses it. */
public final class Bucket implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    private final Address address;
    private final S3Client s3;
    private final S3Presigner presigner;

    /** Where a bucket is, and who asks. */
    public record Address(
            String name,
            String region,
            boolean pathStyle,
            @Nullable String url,
            @Nullable String publicUrl,
            String accessKey,
            String secretKey) {
        @Override
        public String toString() {
            return name + " at " + url;
        }
    }

    public Bucket(Address address) {
        this.address = address;
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(address.accessKey(), address.secretKey()));
        var region = Region.of(address.region().isEmpty() ? "us-east-1" : address.region());
        var client = S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .forcePathStyle(address.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(config -> config.apiCallTimeout(PATIENCE).retryStrategy(RetryMode.STANDARD))
                .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(PATIENCE));
        var signer = S3Presigner.builder()
                .region(region)
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(address.pathStyle())
                        .build());
        if (address.url() != null) {
            client.endpointOverride(URI.create(address.url()));
            signer.endpointOverride(URI.create(address.url()));
        }
        if (address.publicUrl() != null) {
            signer.endpointOverride(URI.create(address.publicUrl()));
        }
        s3 = client.build();
        presigner = signer.build();
    }

    /** The directories directly below a prefix, with the prefix and the slash. */
    public List<String> directories(String prefix) throws StoreFailed {
        return asked("ListObjectsV2", () -> {
            var found = new ArrayList<String>();
            s3.listObjectsV2Paginator(request ->
                            request.bucket(address.name()).prefix(prefix).delimiter("/"))
                    .forEach(page -> page.commonPrefixes().stream()
                            .map(CommonPrefix::prefix)
                            .forEach(found::add));
            return found;
        });
    }

    /** All keys below a prefix. */
    public List<String> keys(String prefix) throws StoreFailed {
        return asked("ListObjectsV2", () -> {
            var found = new ArrayList<String>();
            s3.listObjectsV2Paginator(request -> request.bucket(address.name()).prefix(prefix))
                    .forEach(page -> page.contents().stream().map(S3Object::key).forEach(found::add));
            return found;
        });
    }

    public boolean has(String key) throws StoreFailed {
        try {
            var _ = asked(
                    "HeadObject",
                    () -> s3.headObject(
                            request -> request.bucket(address.name()).key(key)));
            return true;
        } catch (StoreFailed e) {
            if (e.missing()) {
                return false;
            }
            throw e;
        }
    }

    public byte[] get(String key) throws StoreFailed {
        return asked("GetObject", () -> {
            try (ResponseInputStream<GetObjectResponse> in =
                    s3.getObject(request -> request.bucket(address.name()).key(key))) {
                return in.readAllBytes();
            } catch (java.io.IOException e) {
                throw SdkException.create("the answer broke off", e);
            }
        });
    }

    public void put(String key, byte[] content) throws StoreFailed {
        var _ = asked(
                "PutObject",
                () -> s3.putObject(request -> request.bucket(address.name()).key(key), RequestBody.fromBytes(content)));
    }

    public void delete(String key) throws StoreFailed {
        var _ = asked(
                "DeleteObject",
                () -> s3.deleteObject(request -> request.bucket(address.name()).key(key)));
    }

    /** A URL by which anybody can read an object for a while. */
    public String signed(String key, Duration valid) {
        return presigner
                .presignGetObject(request -> request.signatureDuration(valid)
                        .getObjectRequest(get -> get.bucket(address.name()).key(key)))
                .url()
                .toString();
    }

    private interface Call<T> {
        T run();
    }

    private static <T> T asked(String operation, Call<T> call) throws StoreFailed {
        try {
            return call.run();
        } catch (AwsServiceException e) {
            var details = e.awsErrorDetails();
            var code = details == null || details.errorCode() == null ? "UnknownError" : details.errorCode();
            var message = details == null || details.errorMessage() == null ? "" : details.errorMessage();
            throw new StoreFailed(
                    "rpc error: code = Unknown desc = operation error S3: " + operation
                            + ", https response error StatusCode: " + e.statusCode() + ", RequestID: "
                            + (e.requestId() == null ? "" : e.requestId()) + ", HostID: , api error " + code + ": "
                            + message,
                    e.statusCode() == NOT_FOUND && !code.equals("NoSuchBucket"),
                    e);
        } catch (SdkException e) {
            throw new StoreFailed(
                    "rpc error: code = Unknown desc = operation error S3: " + operation
                            + ", exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: ,"
                            + " HostID: , request send failed, " + e.getMessage(),
                    false,
                    e);
        }
    }

    @Override
    public void close() {
        s3.close();
        presigner.close();
    }
}
