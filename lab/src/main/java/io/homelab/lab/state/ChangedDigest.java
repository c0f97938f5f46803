package io.homelab.lab.state;

/** What was fetched is not what was recorded before under the same name. */
public final class ChangedDigest extends RuntimeException {
    ChangedDigest(String key, Recorded before, String now) {
        super(
                "%s changed: its SHA-256 is %s, lab.lock has %s since %s (%s). If that is meant, remove its entry from lab.lock"
                        .formatted(key, now, before.sha256(), before.firstSeen(), before.trust()));
    }
}
