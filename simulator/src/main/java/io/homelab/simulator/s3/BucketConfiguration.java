package io.homelab.simulator.s3;

import io.homelab.simulator.web.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is configured of one bucket, and who may know. */
public final class BucketConfiguration {
    private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private final Map<Setting, S3Error> refusals = new ConcurrentHashMap<>();
    private @Nullable String versioning;
    private @Nullable String objectLock;
    private @Nullable String lifecycle;

    /** The parts of a configuration, by the word in the query. */
    public enum Setting {
        VERSIONING("versioning"),
        OBJECT_LOCK("object-lock"),
        LIFECYCLE("lifecycle");

        private final String word;

        Setting(String word) {
            this.word = word;
        }

        static Optional<Setting> in(Map<String, ?> query) {
            for (var setting : values()) {
                if (query.containsKey(setting.word)) {
                    return Optional.of(setting);
                }
            }
            return Optional.empty();
        }
    }

    /** Whoever asks for it is told this instead, such as 501 and NotImplemented. */
    public void refuse(Setting setting, int status, String code) {
        refusals.put(setting, new S3Error(status, code, "A fault of the simulator: " + code));
    }

    /** Everybody is told again. */
    public void allow() {
        refusals.clear();
    }

    /** Somebody changes it; checked as a request of a client is. */
    public synchronized void put(Setting setting, byte[] document) {
        switch (setting) {
            case VERSIONING -> versioning = versioningOf(document);
            case OBJECT_LOCK -> objectLock = lockOf(document);
            case LIFECYCLE -> lifecycle = LifecycleRules.checked(document);
        }
    }

    /** Somebody takes the lifecycle rules away. */
    public synchronized void forgetLifecycle() {
        lifecycle = null;
    }

    /** Throws what is to be said instead. */
    void meet(Setting setting) {
        var refusal = refusals.get(setting);
        if (refusal != null) {
            throw refusal;
        }
    }

    synchronized Reply get(Setting setting) {
        return switch (setting) {
            case VERSIONING ->
                S3Error.xml(
                        200,
                        "<VersioningConfiguration" + NAMESPACE
                                + (versioning == null
                                        ? "/>"
                                        : "><Status>" + versioning + "</Status></VersioningConfiguration>"));
            case OBJECT_LOCK ->
                S3Error.xml(
                        200,
                        there(
                                objectLock,
                                "ObjectLockConfigurationNotFoundError",
                                "Object Lock configuration does not exist for this bucket"));
            case LIFECYCLE ->
                S3Error.xml(
                        200,
                        there(lifecycle, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"));
        };
    }

    private static String there(@Nullable String document, String code, String message) {
        if (document == null) {
            throw new S3Error(404, code, message);
        }
        return document;
    }

    private String versioningOf(byte[] document) {
        var status = Xml.text(Xml.root(document, "VersioningConfiguration"), "Status")
                .orElse("");
        if (!status.equals("Enabled") && !status.equals("Suspended")) {
            throw new S3Error(
                    400, "IllegalVersioningConfigurationException", "The Versioning element must be specified");
        }
        if (status.equals("Suspended") && objectLock != null) {
            throw new S3Error(
                    409,
                    "InvalidBucketState",
                    "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
        }
        return status;
    }

    private String lockOf(byte[] document) {
        var root = Xml.root(document, "ObjectLockConfiguration");
        if (!Xml.text(root, "ObjectLockEnabled").orElse("").equals("Enabled")) {
            throw S3Error.malformed();
        }
        Xml.child(root, "Rule").ifPresent(rule -> {
            var retention = Xml.child(rule, "DefaultRetention").orElseThrow(S3Error::malformed);
            var mode = Xml.text(retention, "Mode").orElse("");
            if (!(mode.equals("GOVERNANCE") || mode.equals("COMPLIANCE"))
                    || Xml.text(retention, "Days").isPresent()
                            == Xml.text(retention, "Years").isPresent()) {
                throw S3Error.malformed();
            }
        });
        if (!"Enabled".equals(versioning)) {
            throw new S3Error(
                    409,
                    "InvalidBucketState",
                    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
        }
        return Xml.written(root);
    }
}
