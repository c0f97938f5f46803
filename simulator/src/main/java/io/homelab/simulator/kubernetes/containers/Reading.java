package io.homelab.simulator.kubernetes.containers;

import io.homelab.simulator.digest.Sha256;
import java.io.IOException;
import java.util.Optional;

/** Programs that read files, or their input where none is named. */
final class Reading {
    private Reading() {}

    static int cat(Call call) throws IOException {
        return each(call, "can't open '%s'", "read error", (name, content) -> call.streams()
                .out()
                .write(content));
    }

    static int sha256sum(Call call) throws IOException {
        return each(
                call,
                "can't open '%s'",
                "can't read '%s'",
                (name, content) -> call.say(Sha256.hex(content) + "  " + (name.isEmpty() ? "-" : name)));
    }

    /** Counts bytes; busybox's other counts are not here. */
    static int wc(Call call) throws IOException {
        var words = call.arguments();
        if (words.isEmpty() || !words.getFirst().equals("-c")) {
            return call.unknown(call.option());
        }
        var rest = new Call(call.program(), words.subList(1, words.size()), call.files(), call.streams());
        return each(rest, "%s", "%s", (name, content) -> call.say(content.length + (name.isEmpty() ? "" : " ") + name));
    }

    private interface Use {
        void of(String name, byte[] content) throws IOException;
    }

    private static int each(Call call, String missing, String directory, Use use) throws IOException {
        if (!call.option().isEmpty()) {
            return call.unknown(call.option());
        }
        if (call.arguments().isEmpty()) {
            use.of("", call.streams().in().readAllBytes());
            return 0;
        }
        var code = 0;
        for (var name : call.arguments()) {
            var content = content(call, name, missing, directory);
            if (content.isEmpty()) {
                code = 1;
            } else {
                use.of(name, content.get());
            }
        }
        return code;
    }

    private static Optional<byte[]> content(Call call, String name, String missing, String directory)
            throws IOException {
        if (name.equals("-")) {
            return Optional.of(call.streams().in().readAllBytes());
        }
        var content = call.files().read(name);
        if (content.isEmpty()) {
            call.complain(call.program() + ": "
                    + (call.files().isDirectory(name)
                            ? directory.formatted(name) + ": Is a directory"
                            : missing.formatted(name) + ": No such file or directory"));
        }
        return content;
    }
}
