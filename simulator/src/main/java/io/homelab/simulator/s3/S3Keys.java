package io.homelab.simulator.s3;

/** The keys that the server behind takes, for requests that it never sees. */
public record S3Keys(String access, String secret) {
    @Override
    public String toString() {
        return access;
    }
}
