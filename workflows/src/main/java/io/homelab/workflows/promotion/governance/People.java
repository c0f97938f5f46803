package io.homelab.workflows.promotion.governance;

import java.util.Locale;
import java.util.stream.Stream;

/** Whether two names are one person's. Nobody becomes two by another spelling. */
final class People {
    private People() {}

    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    /** Whether a person wrote a commit: by name, by address, or by what stands before the address's @. */
    static boolean isAuthor(String person, String author) {
        var name = author.replaceFirst("<.*", "");
        var address = author.replaceFirst(".*<", "").replaceFirst(">.*", "");
        return Stream.of(author, name, address, address.replaceFirst("@.*", ""))
                .filter(each -> !each.isBlank())
                .anyMatch(each -> same(each, person));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
