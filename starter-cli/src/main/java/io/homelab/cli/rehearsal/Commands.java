package io.homelab.cli.rehearsal;

import java.util.List;

/** Runs a command in the rehearsal; its exit code. */
@FunctionalInterface
public interface Commands {
    int run(List<String> words);
}
