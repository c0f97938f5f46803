package io.homelab.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;

/** The terminal that a person looks at: its size, which may change at any time. */
public final class Screen implements AutoCloseable {
    private static final int USUAL_ROWS = 24;
    private static final int USUAL_COLUMNS = 80;

    private final Terminal terminal;

    private Screen(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The terminal of this process; it keeps its mode and its signals. */
    public static Screen open() {
        try {
            return new Screen(TerminalBuilder.builder()
                    .system(true)
                    .dumb(true)
                    .nativeSignals(false)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at the terminal", e);
        }
    }

    /** Lines that fit; the usual 24 when the terminal does not say. */
    public int rows() {
        return terminal.getHeight() > 0 ? terminal.getHeight() : USUAL_ROWS;
    }

    /** Columns that fit; the usual 80 when the terminal does not say. */
    public int columns() {
        return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_COLUMNS;
    }

    /** The line as far as it fits into so many columns, its colours kept; what was cut off ends with an ellipsis. */
    public static String fit(String line, int columns) {
        var whole = AttributedString.fromAnsi(line);
        return whole.columnLength() <= columns
                ? line
                : AttributedString.join(
                                AttributedString.EMPTY,
                                whole.columnSubSequence(0, columns - 1),
                                new AttributedString("…"))
                        .toAnsi();
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of the terminal", e);
        }
    }
}
