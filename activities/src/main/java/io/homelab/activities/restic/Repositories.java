package io.homelab.activities.restic;

import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.ObjectBucket;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Sftp;
import io.homelab.activities.transport.Ssh;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.BackupSet;
import io.homelab.lab.definition.RepositoryLocation.Kind;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.failure.FailureClass;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;

/** Opens the repositories of a snapshot of the lab file. */
public final class Repositories {
    private final LabReader labs;
    private final Transports transports;

    public Repositories(LabReader labs, Transports transports) {
        this.labs = labs;
        this.transports = transports;
    }

    /** A set with the lab that it is one of. */
    public record Open(OpenLab lab, BackupSet set) {}

    public Open open(SetRef ref) {
        var lab = labs.snapshot(ref.snapshot());
        var set = Optional.ofNullable(lab.lab().backups())
                .map(backups -> backups.sets().get(ref.name()))
                .orElseThrow(() ->
                        new Problem(FailureClass.CONFIG, "the lab has no backup set " + ref.name(), "lab.yaml", null));
        return new Open(lab, set);
    }

    /** A set whose repository is there and lets us in: restic itself tries for minutes before it says that it is not. */
    public Open probed(SetRef ref) {
        var open = open(ref);
        try (var packs = packs(open, 1)) {
            packs.probe();
        }
        return open;
    }

    /** @param readers how many packs are read at once */
    PackStore packs(Open open, int readers) {
        var set = open.set();
        return switch (set.repository().kind()) {
            case Kind.Directory(var path) -> new DirectoryPacks(path);
            case Kind.Rest rest ->
                new RestPacks(server(open, rest), set.repository().text());
            case Kind.Sftp host ->
                new SftpPacks(sftp(open, host), host.path(), set.repository().text());
            case Kind.Bucket(var endpoint, var bucket, var prefix) ->
                new BucketPacks(
                        bucket(open, new ObjectBucket.Address(endpoint, set.region(), bucket), readers),
                        prefix,
                        set.repository().text());
        };
    }

    /** The bucket that a repository is in; the caller closes it. */
    ObjectBucket bucket(Open open, Kind.Bucket where) {
        return bucket(
                open, new ObjectBucket.Address(where.endpoint(), open.set().region(), where.bucket()), 1);
    }

    /** The locks of a repository; the caller closes them. */
    LockObjects locks(Open open) {
        return switch (open.set().repository().kind()) {
            case Kind.Directory(var path) -> new LockObjects.InDirectory(path);
            case Kind.Rest rest -> new LockObjects.InRest(server(open, rest));
            case Kind.Sftp host -> new LockObjects.OnHost(sftp(open, host), host.path());
            case Kind.Bucket bucket -> new LockObjects.InBucket(bucket(open, bucket), bucket.prefix());
        };
    }

    private ObjectBucket bucket(Open open, ObjectBucket.Address address, int readers) {
        var set = open.set();
        try (var access = open.lab().secrets().resolve(present(set.accessKey()));
                var secret = open.lab().secrets().resolve(present(set.secretKey()))) {
            return transports.bucket(
                    address, new ObjectBucket.Keys(access, secret), open.lab().trust(set.ca()), readers);
        }
    }

    private RestServer server(Open open, Kind.Rest where) {
        var http = transports.http("rest", open.lab().trust(open.set().ca()), RestServer.SILENCE);
        var login = open.set().login();
        if (login == null) {
            return new RestServer(http, where.root(), null);
        }
        try (var password = open.lab().secrets().resolve(login.password())) {
            var authorization = Credentials.basic(login.user(), password.text(), StandardCharsets.UTF_8);
            return new RestServer(http, where.root(), authorization);
        }
    }

    private Sftp sftp(Open open, Kind.Sftp where) {
        var keys = present(open.set().ssh());
        try (var key = open.lab().secrets().resolve(keys.key())) {
            return transports.sftp(new Ssh.Account(where.host(), where.port(), where.user(), keys.hostKey()), key);
        }
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, "the lab file's rules want it for a repository of this kind");
    }
}
