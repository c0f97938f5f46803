package io.homelab.simulator.zfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The real sanoid out of Debian's package, which is only unpacked: {@code ./homelab test} says where by {@code HOMELAB_SANOID}.
 *
 * @param script in Perl
 * @param configuration the directory of sanoid.conf
 * @param libraries what it needs beside Perl's own
 */
record Sanoid(Path script, Path configuration, String libraries) {
    private static final String DEFAULTS = "/usr/share/sanoid/sanoid.defaults.conf";

    /** It looks for its defaults where the package would be installed, so that a copy of it is told where they are. */
    static Sanoid of(Path directory, String configuration) throws IOException {
        var program = Path.of(Objects.requireNonNullElse(System.getenv("HOMELAB_SANOID"), "/usr/sbin/sanoid"));
        var root = Objects.requireNonNull(program.toAbsolutePath().getParent())
                .resolveSibling("")
                .resolve("..")
                .normalize();
        var script = Files.writeString(
                directory.resolve("sanoid.pl"), Files.readString(program).replace(DEFAULTS, root + DEFAULTS));
        var home = Files.createDirectories(directory.resolve("sanoid"));
        Files.writeString(home.resolve("sanoid.conf"), configuration);
        return new Sanoid(script, home, root.resolve("usr/share/perl5").toString());
    }
}
