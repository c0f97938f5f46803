package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the parts of this installation are. The launcher tells by environment: HOMELAB_HOME, and HOMELAB_TEMPORAL when it
 * found or installed the Temporal dev server. Our processes get the same environment.
 */
public record Installation(Path home, Path java, String temporal, Map<String, String> environment) {
    private static final int COMMON_THREADS = 8;

    public Installation {
        environment = Map.copyOf(environment);
    }

    /** Reads the launcher's environment. */
    public static Installation of(Map<String, String> environment) {
        var home = environment.get("HOMELAB_HOME");
        if (home == null) {
            throw new CommandFailure(ExitCode.USAGE, "HOMELAB_HOME is not set: start this program by ./homelab");
        }
        return new Installation(
                Path.of(home),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                environment.getOrDefault("HOMELAB_TEMPORAL", "temporal"),
                environment);
    }

    /** Without the environment, which may hold secrets that env: references name. */
    @Override
    public String toString() {
        return "Installation at " + home;
    }

    /** What the launcher's training noted (JEP 514); of other jars or another JDK it is no use, and nothing to tell anybody. */
    private static List<String> cache(Path file) {
        return Files.exists(file) ? List.of("-XX:AOTCache=" + file, "-Xlog:disable") : List.of();
    }

    /** The command line of one of our JVMs. */
    List<String> jvm(String module, String mainClass, List<String> flags, List<String> arguments) {
        var target = home.resolve(module).resolve("target");
        var jar = target.resolve("homelab-" + module + ".jar");
        if (!Files.exists(jar)) {
            throw new CommandFailure(
                    ExitCode.FAILED, "not built: " + jar + " is missing; start this program by ./homelab");
        }
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:+UseSerialGC");
        // The answers of the JDK's HTTP client come on the common pool, which has one thread on two processors: one
        // answer that is held up there would hold up all.
        command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + COMMON_THREADS);
        // Our key stores are never written and have no password; without this, TLS clients would derive keys from it.
        command.add("-Dkeystore.pkcs12.keyPbeIterationCount=1");
        command.addAll(cache(target.resolve(module + ".aot")));
        command.addAll(flags);
        command.add("-cp");
        command.add(jar + File.pathSeparator + target.resolve("lib") + "/*");
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
