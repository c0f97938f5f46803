package io.homelab.simulator.kubernetes.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program's call.
 *
 * @param program its name, without a directory
 * @param arguments those after the name
 */
record Call(String program, List<String> arguments, MountedFiles files, Streams streams) {
    /** Writes a line to the output. */
    void say(String line) throws IOException {
        streams.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a line to the error output. */
    void complain(String line) throws IOException {
        streams.err().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Says that an option is not known, as busybox does; its exit code. */
    int unknown(String option) throws IOException {
        complain(program + ": unrecognized option: " + option.replaceFirst("^--?", ""));
        return 1;
    }

    /** The first argument that is an option, or an empty text. A single dash is none. */
    String option() {
        return arguments.stream()
                .filter(word -> word.length() > 1 && word.startsWith("-"))
                .findFirst()
                .orElse("");
    }
}
