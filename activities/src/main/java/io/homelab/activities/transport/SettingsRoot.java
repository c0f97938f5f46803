package io.homelab.activities.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;

/**
 * Servers that know no lifecycle rules may answer with the bucket's listing and 200 (rclone 1.75 does), in which the client finds
 * no rules: it must not pass for a bucket without any.
 */
final class SettingsRoot implements ExecutionInterceptor {
    private static final int LARGEST = 4 << 20;
    private static final Pattern ROOT =
            Pattern.compile("\\A(?:\\s|\\uFEFF|<\\?.*?\\?>|<!--.*?-->)*<(?:\\w+:)?(\\w+)", Pattern.DOTALL);
    private static final Map<Class<? extends SdkRequest>, String> ROOTS = Map.of(
            GetBucketVersioningRequest.class, "VersioningConfiguration",
            GetObjectLockConfigurationRequest.class, "ObjectLockConfiguration",
            GetBucketLifecycleConfigurationRequest.class, "LifecycleConfiguration");

    /** The answer to something else; the client makes exceptions of its own out of others, and leaves their causes. */
    static final class OtherAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OtherAnswer(String root) {
            super("it answers with " + root);
        }
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        var wanted = ROOTS.get(context.request().getClass());
        if (wanted == null || !context.httpResponse().isSuccessful()) {
            return context.responseBody();
        }
        try (var body = context.responseBody().orElseGet(InputStream::nullInputStream)) {
            var content = body.readNBytes(LARGEST);
            var root = ROOT.matcher(new String(content, StandardCharsets.UTF_8));
            var name = root.find() ? root.group(1) : "nothing";
            if (!name.equals(wanted)) {
                throw SdkClientException.create("the answer to something else", new OtherAnswer(name));
            }
            return Optional.of(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw SdkClientException.create("the answer broke off", e);
        }
    }
}
