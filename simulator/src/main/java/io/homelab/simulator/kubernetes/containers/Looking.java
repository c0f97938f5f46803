package io.homelab.simulator.kubernetes.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs that say something, or whether something is there. */
final class Looking {
    private static final int MISUSED = 2;

    private Looking() {}

    static int echo(Call call) throws IOException {
        var words = call.arguments();
        if (!words.isEmpty() && words.getFirst().equals("-n")) {
            call.streams()
                    .out()
                    .write(String.join(" ", words.subList(1, words.size())).getBytes(StandardCharsets.UTF_8));
        } else {
            call.say(String.join(" ", words));
        }
        return 0;
    }

    static int ls(Call call) throws IOException {
        if (!call.option().isEmpty()) {
            return call.unknown(call.option());
        }
        var asked = call.arguments().isEmpty() ? List.of(".") : call.arguments();
        var code = 0;
        for (var path : asked) {
            if (!call.files().exists(path)) {
                call.complain("ls: " + path + ": No such file or directory");
                code = 1;
            } else if (!call.files().isDirectory(path)) {
                call.say(path);
            }
        }
        // What comes before a directory's heading is set off from it.
        var spaced = asked.stream().anyMatch(path -> call.files().read(path).isPresent());
        var directories = asked.stream().filter(call.files()::isDirectory).toList();
        for (var path : directories) {
            if (asked.size() > 1) {
                call.say((spaced ? "\n" : "") + path + ":");
            }
            spaced = true;
            for (var name : call.files().children(path)) {
                call.say(name);
            }
        }
        return code;
    }

    static int test(Call call) throws IOException {
        var words = call.arguments();
        if (words.size() < 2) {
            return words.isEmpty() || words.getFirst().isEmpty() ? 1 : 0;
        }
        var files = call.files();
        var path = words.get(1);
        if (words.size() > 2) {
            call.complain("test: " + words.get(2) + ": unknown operand");
            return MISUSED;
        }
        var holds =
                switch (words.getFirst()) {
                    case "-e" -> files.exists(path);
                    case "-f" -> files.read(path).isPresent();
                    case "-d" -> files.isDirectory(path);
                    case "-s" ->
                        files.isDirectory(path)
                                || files.read(path)
                                        .filter(content -> content.length > 0)
                                        .isPresent();
                    default -> null;
                };
        if (holds == null) {
            call.complain("test: " + words.getFirst() + ": unknown operand");
            return MISUSED;
        }
        return holds ? 0 : 1;
    }
}
