package io.homelab.activities.transport;

import io.homelab.activities.transport.BucketSettings.Act;
import io.homelab.activities.transport.BucketSettings.LifecycleRule;
import io.homelab.activities.transport.BucketSettings.ObjectLock;
import io.homelab.activities.transport.BucketSettings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionExpiration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Transition;

/** Asks a server for what is set of a bucket, and tells "nothing is set", "I have no such thing" and "not for you" apart. */
final class SettingsReader {
    /** The last one is what some servers of other vendors say. */
    private static final Set<String> NOTHING_SET = Set.of(
            "NoSuchLifecycleConfiguration",
            "ObjectLockConfigurationNotFoundError",
            "NoSuchObjectLockConfiguration",
            "S3srvExtObjectLockConfigurationNotFound");

    /** Every request would be refused, and not this one alone. */
    private static final Set<String> EVERY_REQUEST = Set.of(
            "NoSuchBucket",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "RequestTimeTooSkewed",
            "ExpiredToken",
            "InvalidToken",
            "AuthorizationHeaderMalformed",
            "InvalidBucketName");

    private final S3Client client;
    private final String bucket;

    SettingsReader(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    Setting<String> versioning() {
        return asked(() -> given(client.getBucketVersioning(request -> request.bucket(bucket)))
                .<Setting<String>>map(Setting.Given::new)
                .orElseGet(Setting.Absent::new));
    }

    private static Optional<String> given(GetBucketVersioningResponse response) {
        return Optional.ofNullable(response.status()).map(BucketVersioningStatus::toString);
    }

    Setting<ObjectLock> objectLock() {
        return asked(() -> given(client.getObjectLockConfiguration(request -> request.bucket(bucket)))
                .<Setting<ObjectLock>>map(Setting.Given::new)
                .orElseGet(Setting.Absent::new));
    }

    private static Optional<ObjectLock> given(GetObjectLockConfigurationResponse response) {
        return Optional.ofNullable(response.objectLockConfiguration())
                .filter(lock -> lock.objectLockEnabled() == ObjectLockEnabled.ENABLED)
                .map(lock -> new ObjectLock(
                        lock.rule() == null || lock.rule().defaultRetention() == null
                                ? null
                                : words(lock.rule().defaultRetention())));
    }

    private static String words(DefaultRetention retention) {
        return retention.modeAsString() + " for "
                + (retention.days() == null ? retention.years() + " years" : retention.days() + " days");
    }

    Setting<List<LifecycleRule>> lifecycle() {
        return asked(() -> new Setting.Given<>(
                client.getBucketLifecycleConfiguration(request -> request.bucket(bucket)).rules().stream()
                        .map(SettingsReader::rule)
                        .toList()));
    }

    @SuppressWarnings("deprecation") // many servers and older rules still have the prefix beside the filter
    private static LifecycleRule rule(software.amazon.awssdk.services.s3.model.LifecycleRule rule) {
        var filter = Objects.requireNonNullElse(
                rule.filter(), LifecycleRuleFilter.builder().build());
        var and = Objects.requireNonNullElse(
                filter.and(), LifecycleRuleAndOperator.builder().build());
        var prefix = Optional.ofNullable(filter.prefix())
                .or(() -> Optional.ofNullable(and.prefix()))
                .or(() -> Optional.ofNullable(rule.prefix()));
        var older = new ArrayList<String>();
        Optional.ofNullable(rule.noncurrentVersionExpiration()).ifPresent(expiration -> older.add(words(expiration)));
        rule.noncurrentVersionTransitions()
                .forEach(transition -> older.add("moved to " + transition.storageClassAsString() + " after "
                        + transition.noncurrentDays() + " days"));
        return new LifecycleRule(
                Optional.ofNullable(rule.id()).filter(id -> !id.isBlank()),
                rule.status() == ExpirationStatus.ENABLED,
                prefix.orElse(""),
                conditions(filter, and),
                acts(rule),
                older);
    }

    private static List<String> conditions(LifecycleRuleFilter filter, LifecycleRuleAndOperator and) {
        var conditions = new ArrayList<String>();
        Optional.ofNullable(filter.tag()).ifPresent(tag -> conditions.add(words(tag)));
        and.tags().forEach(tag -> conditions.add(words(tag)));
        Optional.ofNullable(filter.objectSizeGreaterThan())
                .or(() -> Optional.ofNullable(and.objectSizeGreaterThan()))
                .ifPresent(size -> conditions.add("larger than " + size + " B"));
        Optional.ofNullable(filter.objectSizeLessThan())
                .or(() -> Optional.ofNullable(and.objectSizeLessThan()))
                .ifPresent(size -> conditions.add("smaller than " + size + " B"));
        return conditions;
    }

    private static String words(Tag tag) {
        return "with the tag " + tag.key() + "=" + tag.value();
    }

    private static String words(NoncurrentVersionExpiration expiration) {
        return "removed after " + expiration.noncurrentDays() + " days"
                + (expiration.newerNoncurrentVersions() == null
                        ? ""
                        : ", all but " + expiration.newerNoncurrentVersions());
    }

    private static List<Act> acts(software.amazon.awssdk.services.s3.model.LifecycleRule rule) {
        var acts = new ArrayList<Act>();
        var expiration = rule.expiration();
        // Without days and date it is about marks of what was deleted, and hurts nobody.
        if (expiration != null && (expiration.days() != null || expiration.date() != null)) {
            acts.add(new Act("removes", expiration.days(), expiration.date()));
        }
        for (Transition transition : rule.transitions()) {
            acts.add(new Act(
                    "moves to " + transition.storageClassAsString(),
                    // Neither stands there for "at once" on servers that leave zeros out.
                    transition.days() == null && transition.date() == null ? Integer.valueOf(0) : transition.days(),
                    transition.date()));
        }
        return acts;
    }

    private static <T> Setting<T> asked(Supplier<Setting<T>> call) {
        try {
            return call.get();
        } catch (SdkClientException e) {
            for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SettingsRoot.OtherAnswer other) {
                    return new Setting.NotOffered<>(String.valueOf(other.getMessage()));
                }
            }
            throw e;
        } catch (S3Exception e) {
            var code = e.awsErrorDetails() == null
                    ? ""
                    : Objects.requireNonNullElse(e.awsErrorDetails().errorCode(), "");
            if (EVERY_REQUEST.contains(code)) {
                throw e;
            }
            var said = e.statusCode() + (code.isEmpty() ? "" : " " + code);
            return switch (e.statusCode()) {
                case 404 -> NOTHING_SET.contains(code) ? new Setting.Absent<>() : new Setting.NotOffered<>(said);
                case 400, 405, 501 -> new Setting.NotOffered<>(said);
                case 403 -> new Setting.Refused<>(said);
                default -> throw e;
            };
        }
    }
}
