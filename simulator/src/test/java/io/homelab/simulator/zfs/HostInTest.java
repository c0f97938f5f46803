package io.homelab.simulator.zfs;

import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.lab.LabOptions;
import io.homelab.simulator.lab.Labs;
import io.homelab.simulator.web.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A world whose host has a pool, and the programs of other people that look at it. */
final class HostInTest implements AutoCloseable {
    private static final long TIB = 1L << 40;

    final Lab lab;
    private final Path directory;
    private final WebServer web = new WebServer();
    private final Labs labs;

    HostInTest(Path directory) throws IOException {
        this.directory = directory;
        labs = new Labs(directory.resolve("worlds"), List.of(), web);
        lab = labs.create(new LabOptions("lab", 0.01, "8.4", 1, true, null, null));
        lab.pools().make("tank", 10 * TIB, Map.of("tank/data", Map.of("hourly", 36, "daily", 30)));
    }

    /** What a program of this machine says, and its exit code. */
    record Said(int code, String out) {}

    Said run(Map<String, String> environment, List<String> words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out);
    }

    /** OpenSSH, with a key, a file of known hosts and a command. */
    Said ssh(String key, String knownHostKey, String command) throws IOException, InterruptedException {
        var info = lab.ssh().info();
        var identity = directory.resolve("key");
        Files.deleteIfExists(identity);
        Files.createFile(identity, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(identity, key);
        var known = Files.writeString(
                directory.resolve("known_hosts"), "[" + info.host() + "]:" + info.port() + " " + knownHostKey + "\n");
        var words = new ArrayList<>(List.of("ssh", "-F", "none", "-i", identity.toString()));
        words.addAll(List.of("-o", "UserKnownHostsFile=" + known, "-o", "StrictHostKeyChecking=yes"));
        words.addAll(List.of("-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-p", Integer.toString(info.port())));
        words.addAll(List.of(info.user() + "@" + info.host(), command));
        return run(Map.of(), words);
    }

    /** What the simulated host says, without SSH. */
    ShellAnswer host(String command) {
        return new HostShell(lab.pools()).run(command);
    }

    @Override
    public void close() {
        labs.close();
        web.close();
    }
}
