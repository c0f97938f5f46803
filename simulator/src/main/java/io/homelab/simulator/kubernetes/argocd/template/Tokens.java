package io.homelab.simulator.kubernetes.argocd.template;

import java.util.ArrayList;
import java.util.List;

/** Words of one action. */
final class Tokens {
    private final List<String> words;
    private int at;

    private Tokens(List<String> words) {
        this.words = words;
    }

    static Tokens of(String action) {
        var words = new ArrayList<String>();
        var i = 0;
        while (i < action.length()) {
            var c = action.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '"' || c == '`') {
                var end = i + 1;
                while (end < action.length() && action.charAt(end) != c) {
                    end += c == '"' && action.charAt(end) == '\\' ? 2 : 1;
                }
                if (end >= action.length()) {
                    throw new TemplateFailed("unterminated quoted string in {{" + action + "}}");
                }
                words.add(action.substring(i, end + 1));
                i = end + 1;
            } else if (c == '(' || c == ')' || c == '|') {
                words.add(String.valueOf(c));
                i++;
            } else {
                var end = i;
                while (end < action.length()
                        && !Character.isWhitespace(action.charAt(end))
                        && "()|\"`".indexOf(action.charAt(end)) < 0) {
                    end++;
                }
                words.add(action.substring(i, end));
                i = end;
            }
        }
        return new Tokens(words);
    }

    boolean has() {
        return at < words.size();
    }

    String peek() {
        return has() ? words.get(at) : "";
    }

    String next() {
        if (!has()) {
            throw new TemplateFailed("unexpected end of action {{" + String.join(" ", words) + "}}");
        }
        return words.get(at++);
    }

    /** Takes the word when it is next. */
    boolean took(String word) {
        if (peek().equals(word)) {
            at++;
            return true;
        }
        return false;
    }
}
