package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a restic repository is, as restic's {@code -r} takes it.
 *
 * @param text such as {@code s3:https://s3.example.org/bucket/prefix} or {@code /srv/restic}
 */
public record RepositoryLocation(@JsonValue String text) {
    private static final Pattern S3 = Pattern.compile("s3:(https?://[^/]+)/([^/]+)(?:/(.*?))?/?");

    @JsonCreator
    public RepositoryLocation {}

    /** What it is. */
    public sealed interface Kind {
        /**
         * A part of a bucket.
         *
         * @param prefix of all keys, without slashes at its ends; empty: the whole bucket
         */
        record Bucket(URI endpoint, String bucket, String prefix) implements Kind {}

        /** A directory of the machine that the worker runs on. */
        record Directory(Path path) implements Kind {}
    }

    /** What the text means; the schema lets nothing else through. */
    public Kind kind() {
        var s3 = S3.matcher(text);
        if (s3.matches()) {
            return new Kind.Bucket(URI.create(s3.group(1)), s3.group(2), s3.group(3) == null ? "" : s3.group(3));
        }
        return new Kind.Directory(Path.of(text));
    }

    /** A part of a bucket, where the schema lets nothing else through. */
    Kind.Bucket bucket() {
        return switch (kind()) {
            case Kind.Bucket bucket -> bucket;
            case Kind.Directory directory ->
                throw new IllegalStateException("the schema lets no directory through: " + directory.path());
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
