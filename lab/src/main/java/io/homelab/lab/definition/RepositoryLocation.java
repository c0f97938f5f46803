package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a restic repository is, as restic's {@code -r} takes it (restic, doc/030_preparing_a_new_repo.rst).
 *
 * @param text such as {@code s3:https://s3.example.org/bucket/prefix}, {@code rest:https://nas:8000/photos},
 *     {@code sftp:backup@nas:/srv/restic} or {@code /srv/restic}
 */
public record RepositoryLocation(@JsonValue String text) {
    private static final Pattern S3 = Pattern.compile("s3:(https?://[^/]+)/([^/]+)(?:/(.*?))?/?");
    private static final Pattern REST = Pattern.compile("rest:(https?://.*?)/?");
    private static final Pattern SFTP = Pattern.compile("sftp:([^@/]+)@([^:/]+):(/.*?)/?");
    /** What follows the slash after the host is the path; an absolute one begins with another. */
    private static final Pattern SFTP_URL = Pattern.compile("sftp://([^@/]+)@([^:/]+)(?::(\\d+))?/(/.*?)/?");

    private static final int SSH_PORT = 22;

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

        /**
         * Of restic's own REST server, or of another that speaks its protocol.
         *
         * @param root of the repository, without a slash at its end
         */
        record Rest(URI root) implements Kind {}

        /**
         * A directory of a host, by SFTP.
         *
         * @param path absolute
         */
        record Sftp(String user, String host, int port, String path) implements Kind {}

        /** A directory of the machine that the worker runs on. */
        record Directory(Path path) implements Kind {}
    }

    /** What the text means; the schema lets nothing else through. */
    public Kind kind() {
        var s3 = S3.matcher(text);
        if (s3.matches()) {
            return new Kind.Bucket(URI.create(s3.group(1)), s3.group(2), s3.group(3) == null ? "" : s3.group(3));
        }
        var rest = REST.matcher(text);
        if (rest.matches()) {
            return new Kind.Rest(URI.create(rest.group(1)));
        }
        var url = SFTP_URL.matcher(text);
        if (url.matches()) {
            var port = url.group(3) == null ? SSH_PORT : Integer.parseInt(url.group(3));
            return new Kind.Sftp(url.group(1), url.group(2), port, url.group(4));
        }
        var sftp = SFTP.matcher(text);
        if (sftp.matches()) {
            return new Kind.Sftp(sftp.group(1), sftp.group(2), SSH_PORT, sftp.group(3));
        }
        return new Kind.Directory(Path.of(text));
    }

    /** A part of a bucket, where the schema lets nothing else through. */
    Kind.Bucket bucket() {
        if (kind() instanceof Kind.Bucket bucket) {
            return bucket;
        }
        throw new IllegalStateException("the schema lets nothing but a bucket through: " + text);
    }

    @Override
    public String toString() {
        return text;
    }
}
