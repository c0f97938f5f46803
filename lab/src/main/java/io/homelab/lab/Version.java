package io.homelab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which homelab this is, as the build wrote it down. */
public final class Version {
    private static final String FILE = "/homelab-version.properties";

    private Version() {}

    /** Such as {@code 0.1.0-SNAPSHOT}. */
    public static String ours() {
        try (var in = Version.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
