package io.homelab.cli.rehearsal;

import io.homelab.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A directory and a file come back from a backup as they were, and nothing that lives is lost. */
final class RestoreScenario {
    private static final String LOST = "photo-3.raw";

    private final BackupLab lab;
    private final Consumer<String> say;
    private final Commands commands;

    RestoreScenario(BackupLab lab, Consumer<String> say, Commands commands) {
        this.lab = lab;
        this.say = say;
        this.commands = commands;
    }

    /** Plays it; the exit code of the first command that did not end as it should. */
    int play() throws IOException {
        var source = lab.sourceDirectory();
        var target = source.resolveSibling("back");
        say.accept("a directory comes back, beside the one that lives:");
        var code = commands.run(words("--path", source.toString(), "--to", target.toString()));
        if (code != ExitCode.DONE.code()) {
            return code;
        }
        var back = target.resolve(source.toString().substring(1));
        int same = 0;
        for (var file : photos(source)) {
            if (Files.mismatch(file, back.resolve(file.getFileName())) != -1) {
                say.accept(file.getFileName() + " came back with another content");
                return ExitCode.FAILED.code();
            }
            same++;
        }
        say.accept(same + " photos are the same, byte for byte");
        return inPlace(source.resolve(LOST));
    }

    private int inPlace(Path file) throws IOException {
        var whole = Files.readAllBytes(file);
        Files.writeString(file, "written over by mistake");
        say.accept("somebody writes over " + file.getFileName() + "; it comes back to where it was:");
        var code = commands.run(words("--path", file.toString(), "--in-place", "--yes"));
        if (code != ExitCode.DONE.code()) {
            return code;
        }
        if (!Arrays.equals(whole, Files.readAllBytes(file))) {
            say.accept(file.getFileName() + " came back with another content");
            return ExitCode.FAILED.code();
        }
        say.accept(file.getFileName() + " is the same, byte for byte");
        return ExitCode.DONE.code();
    }

    private List<String> words(String... more) {
        var words = new ArrayList<>(List.of("backup", "restore", "--set", lab.set()));
        words.addAll(List.of(more));
        return words;
    }

    private static List<Path> photos(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".raw"))
                    .sorted()
                    .toList();
        }
    }
}
