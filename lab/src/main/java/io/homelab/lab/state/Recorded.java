package io.homelab.lab.state;

import java.time.Instant;

/** What something was when it was first fetched; trust says on what ground we believe it. */
public record Recorded(String sha256, long size, Instant firstSeen, String trust) {
    /** Nobody vouched for it: it was taken as it came, and must never change again. */
    public static final String ON_FIRST_USE = "trust on first use";

    /** The lab file or the publisher stated the digest, and it matched. */
    public static final String STATED = "stated digest";
}
