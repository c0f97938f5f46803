package io.homelab.cli.report;

/** HTML in the making. What is not markup is escaped, so that no name becomes any. */
final class Html {
    private static final char REPLACED = '\uFFFD';

    private final StringBuilder out = new StringBuilder();

    /** A start tag; attributes are names and values in turn. */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            text(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String tag) {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    /** An element that holds words alone. */
    Html leaf(String tag, String words, String... attributes) {
        return open(tag, attributes).text(words).close(tag);
    }

    /** Words, whatever they are. */
    Html text(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isHidden(c) ? REPLACED : c);
            }
        }
        return this;
    }

    /** A style sheet, the one thing that is not escaped: it is ours. */
    Html style(String sheet) {
        out.append("<style>\n").append(sheet).append("</style>\n");
        return this;
    }

    /** Controls, and what turns the order of letters around: a reader must see what there is. */
    private static boolean isHidden(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t'
                || c >= '\u202A' && c <= '\u202E'
                || c >= '\u2066' && c <= '\u2069';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
