package io.homelab.cli.output;

import java.io.PrintStream;
import java.util.Map;

/** Where results and talk go, and whether a person looks. */
public final class Console {
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean colour;

    public Console(PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.terminal = terminal && !"dumb".equals(environment.get("TERM"));
        this.colour = this.terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Ink on a terminal. */
    public enum Ink {
        RED("\u001b[31m"),
        GREEN("\u001b[32m"),
        YELLOW("\u001b[33m"),
        BOLD("\u001b[1m"),
        DIM("\u001b[2m");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /** A line of the result. */
    public void result(String line) {
        out.println(line);
    }

    /** A line of talk. */
    public void say(String line) {
        err.println(line);
    }

    /** Talk without a line end. */
    public void draw(String text) {
        err.print(text);
        err.flush();
    }

    /** Whether talk goes to a terminal that can redraw. */
    public boolean isTerminal() {
        return terminal;
    }

    /** The text in colour, where colour is wanted. */
    public String ink(Ink ink, String text) {
        return colour ? ink.code + text + RESET : text;
    }
}
