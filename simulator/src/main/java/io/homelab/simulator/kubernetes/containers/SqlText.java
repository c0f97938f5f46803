package io.homelab.simulator.kubernetes.containers;

import java.util.ArrayList;
import java.util.List;

/** SQL as it is written: several statements, with quotes and comments. */
final class SqlText {
    private final String text;
    private final List<String> statements = new ArrayList<>();
    private int start;
    private boolean said;

    private SqlText(String text) {
        this.text = text;
    }

    /** The statements, without those that are empty or only a comment. */
    static List<String> statements(String text) {
        return new SqlText(text).split();
    }

    private List<String> split() {
        var at = 0;
        while (at < text.length()) {
            var letter = text.charAt(at);
            if (text.startsWith("--", at)) {
                at = after("\n", at);
            } else if (text.startsWith("/*", at)) {
                at = after("*/", at + 2);
            } else if (letter == ';') {
                end(at++);
            } else {
                said |= !Character.isWhitespace(letter);
                at = switch (letter) {
                    case '\'', '"', '`' -> after(String.valueOf(letter), at + 1);
                    case '[' -> after("]", at);
                    default -> at + 1;
                };
            }
        }
        end(text.length());
        return statements;
    }

    private int after(String mark, int from) {
        var found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private void end(int at) {
        if (said) {
            statements.add(text.substring(start, at).strip());
        }
        said = false;
        start = at + 1;
    }
}
