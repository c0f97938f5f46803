package io.homelab.cli;

import io.homelab.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Command lines typed in a home directory of their own, off a terminal. */
final class Typed {
    private final Map<String, String> environment = new HashMap<>();

    Typed(Path home) {
        environment.put("HOME", home.toString());
        environment.put("HOMELAB_HOME", home.toString());
    }

    /** What a command printed and how it ended. */
    record Said(int code, String out, String err) {}

    /** With one more variable. */
    Typed with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Said run(String... line) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = Homelab.run(session(out, err), line);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Session session() {
        return session(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    private Session session(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Session(
                environment,
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        environment));
    }
}
