package io.homelab.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Files by which the process and whoever started it find each other. */
final class Handover {
    private static final int TOKEN_BYTES = 24;

    private Handover() {}

    /** The token in the file; made up, for the owner's eyes only, when there is no file. */
    static String token(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        var token = HexFormat.of().formatHex(bytes);
        var directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token);
        return token;
    }

    /** Written beside and renamed, so that a reader never sees half of it. */
    static void ready(Path file, int port) throws IOException {
        var beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                beside,
                "{\"url\":\"http://127.0.0.1:" + port + "\",\"pid\":"
                        + ProcessHandle.current().pid() + "}\n");
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
