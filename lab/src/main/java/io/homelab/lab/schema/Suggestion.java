package io.homelab.lab.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that a person probably meant. */
public final class Suggestion {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private Suggestion() {}

    /** The nearest of the known words, if no more than a third of the letters (at least two) differ. */
    public static Optional<String> among(Collection<String> known, String written) {
        var limit = Math.max(2, written.length() / 3);
        return known.stream()
                .filter(word -> distance(word, written) <= limit)
                .min(Comparator.comparingInt((String word) -> distance(word, written))
                        .thenComparing(word -> word));
    }

    private static int distance(String known, String written) {
        return DISTANCE.apply(known.toLowerCase(Locale.ROOT), written.toLowerCase(Locale.ROOT));
    }
}
