package io.homelab.systemtests.secrets;

import io.homelab.systemtests.LabInABox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** References of every kind, to secrets that are right and to canaries that nobody accepts. */
final class References {
    private final LabInABox lab;
    private final Canaries canaries;
    private String token = "";

    References(LabInABox lab, Canaries canaries) {
        this.lab = lab;
        this.canaries = canaries;
    }

    void token(String token) {
        this.token = token;
    }

    /** A reference of that kind to the secret that the simulated Proxmox takes. */
    String right(String kind) throws IOException {
        return switch (kind) {
            case "file" ->
                "file:" + Files.writeString(beside("right-token"), token + "\n").getFileName();
            case "exec" -> "exec:cat right-token";
            case "age" -> "age:proxmox-token";
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** A reference of that kind to a secret that nobody accepts. */
    String wrong(String kind, String system, String variable) throws IOException {
        if (kind.equals("env")) {
            return "env:" + variable;
        }
        var value = canary(system + " token by " + kind);
        var file = Files.writeString(beside(system + "-" + kind), value);
        return switch (kind) {
            case "file" -> "file:" + file.getFileName();
            case "exec" -> "exec:" + script("print-" + system, "cat " + file.getFileName());
            default -> {
                var name = system + "-wrong";
                lab.run("secrets", "put", name, "--replace", "--file", file.toString());
                yield "age:" + name;
            }
        };
    }

    String canary(String what) {
        return canaries.plant(what, "canary-" + Integer.toHexString(what.hashCode()) + "-0815-4711-" + canaries.size());
    }

    /** A command's path. */
    String script(String name, String text) throws IOException {
        var file = Files.writeString(beside(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    Path beside(String name) {
        return lab.controlPlane().places().labFile().resolveSibling(name);
    }
}
