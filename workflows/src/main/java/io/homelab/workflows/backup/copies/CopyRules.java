package io.homelab.workflows.backup.copies;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be kept in several places, in the lab file's order; only what a run looks at all sets of.
 *
 * @param rules all of them
 */
public record CopyRules(List<CopyRule> rules) {
    public CopyRules {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /**
     * One of them.
     *
     * @param name in the lab file
     * @param copies how many there must be
     * @param media on how many media
     * @param offsite how many of them must be at another site than the first
     * @param places where they are; the first is at home, whether it counts or not
     */
    public record CopyRule(String name, int copies, int media, int offsite, List<PlacedCopy> places) {
        public CopyRule {
            places = places == null ? List.of() : List.copyOf(places);
        }
    }

    /**
     * A copy.
     *
     * @param set that holds it; null: it is what lives
     * @param source by which that set's checks call it; null: it is what lives
     * @param site where it is
     * @param medium that it is on
     */
    public record PlacedCopy(@Nullable String set, @Nullable String source, String site, String medium) {}
}
