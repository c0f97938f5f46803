package io.homelab.lab.rules;

import io.homelab.lab.definition.BackupSet;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.RepositoryLocation.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set has what opens a repository of its kind, and nothing that would only open another. */
final class RepositoryAccess {
    private final String path;
    private final BackupSet set;
    private final List<Finding> findings = new ArrayList<>();

    private RepositoryAccess(String path, BackupSet set) {
        this.path = path;
        this.set = set;
    }

    static List<Finding> check(String path, BackupSet set) {
        var access = new RepositoryAccess(path, set);
        access.all();
        return access.findings;
    }

    private void all() {
        switch (set.repository().kind()) {
            case Kind.Bucket _ -> {
                keys();
                leftOut("login", set.login(), "an S3 server");
                leftOut("ssh", set.ssh(), "an S3 server");
            }
            case Kind.Rest _ -> {
                noKeys("a REST server");
                leftOut("ssh", set.ssh(), "a REST server");
            }
            case Kind.Sftp _ -> {
                noKeys("SFTP");
                leftOut("login", set.login(), "SFTP");
                leftOut("ca", set.ca(), "SFTP");
                if (set.ssh() == null) {
                    findings.add(Finding.error(path, "must have ssh, with hostKey and key, for SFTP"));
                }
            }
            case Kind.Directory _ -> {
                noKeys("a directory");
                leftOut("login", set.login(), "a directory");
                leftOut("ssh", set.ssh(), "a directory");
            }
        }
    }

    private void keys() {
        if (set.accessKey() == null) {
            findings.add(Finding.error(path, "must have accessKey and secretKey for an S3 server"));
        } else if (set.secretKey() == null) {
            findings.add(Finding.error(path, "must have accessKey and secretKey, or neither"));
        }
    }

    private void noKeys(String where) {
        if ((set.accessKey() == null) != (set.secretKey() == null)) {
            findings.add(Finding.error(path, "must have accessKey and secretKey, or neither"));
        } else {
            leftOut("accessKey", set.accessKey(), where);
        }
        if (set.bucket().versioning() || set.bucket().objectLock()) {
            findings.add(Finding.error(path + ".bucket", "must be left out for " + where));
        }
    }

    private void leftOut(String name, @Nullable Object value, String where) {
        if (value != null) {
            findings.add(Finding.error(path + "." + name, "must be left out for " + where));
        }
    }
}
