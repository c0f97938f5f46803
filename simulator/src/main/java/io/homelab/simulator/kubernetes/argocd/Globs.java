package io.homelab.simulator.kubernetes.argocd;

import java.util.regex.Pattern;

/** Go's {@code path.Match}: a star does not cross a slash. */
final class Globs {
    private Globs() {}

    static boolean matches(String glob, String path) {
        var pattern = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            var c = glob.charAt(i);
            var close = c == '[' ? glob.indexOf(']', i) : -1;
            if (c == '*') {
                pattern.append("[^/]*");
            } else if (c == '?') {
                pattern.append("[^/]");
            } else if (close > 0) {
                pattern.append(glob, i, close + 1);
                i = close;
            } else {
                pattern.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return path.matches(pattern.toString());
    }
}
