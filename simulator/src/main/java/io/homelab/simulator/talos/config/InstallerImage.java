package io.homelab.simulator.talos.config;

import io.homelab.simulator.world.BootImage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installer's reference: the project's own image, or one that an Image Factory builds for a schematic. */
public record InstallerImage(String version, String schematic, Optional<String> platform) {
    /** The schematic without customization. */
    private static final String PLAIN = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    private static final Pattern OWN =
            Pattern.compile("[^/]+/siderolabs/installer(-base)?:(v[0-9]+\\.[0-9]+\\.[0-9]+\\S*)");
    private static final Pattern FACTORY = Pattern.compile(
            "[^/]+/(?:(metal|nocloud|aws|vmware)-)?installer(?:-secureboot)?/([0-9a-f]{64}):(v[0-9]+\\.[0-9]+\\.[0-9]+\\S*)");

    /** Reads a reference; empty when no registry could serve it. */
    public static Optional<InstallerImage> parse(String reference) {
        var own = OWN.matcher(reference);
        if (own.matches()) {
            return Optional.of(new InstallerImage(own.group(2), PLAIN, Optional.empty()));
        }
        return Optional.of(FACTORY.matcher(reference))
                .filter(Matcher::matches)
                .map(m -> new InstallerImage(m.group(3), m.group(2), Optional.ofNullable(m.group(1))));
    }

    /** What it writes to a disk when the given system runs it. */
    public BootImage onto(BootImage running) {
        return new BootImage(
                running.system(), version, schematic, platform.orElse(running.platform()), running.architecture());
    }
}
