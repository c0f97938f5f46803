package io.homelab.cli.output;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

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

    /** Where help goes, which is a result when it is asked for. */
    public PrintWriter resultWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    /** Where hints go. */
    public PrintWriter talkWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
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

    /** Whether there is a person to ask: no prompt off a terminal. */
    public boolean canAsk() {
        return terminal && System.console() != null;
    }

    /** Asks; empty at the end of the input. */
    public String ask(String question) {
        return Objects.requireNonNullElse(person().readLine("%s", question), "");
    }

    /** Asks for something that nobody may see. */
    public String askSecretly(String question) {
        var answer = person().readPassword("%s", question);
        return answer == null ? "" : new String(answer);
    }

    private static java.io.Console person() {
        return Objects.requireNonNull(System.console(), "ask canAsk() first");
    }

    /** The text in colour, where colour is wanted. */
    public String ink(Ink ink, String text) {
        return colour ? ink.code + text + RESET : text;
    }
}
