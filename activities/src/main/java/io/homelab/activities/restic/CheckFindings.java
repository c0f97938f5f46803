package io.homelab.activities.restic;

import io.homelab.activities.restic.Repositories.Open;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code restic check} has found.
 *
 * @param errors in restic's words, one each; none when all is well
 */
record CheckFindings(List<String> errors) {
    private static final int NAMED = 5;

    /**
     * What restic says beside: a pack that it asks for once more, and from 0.17 on what to do, as its last words (cmd_check.go of
     * restic 0.14 to 0.18).
     */
    private static final Pattern BESIDE =
            Pattern.compile("^Fatal:|:$|^Load\\(.* retrying after |^The repository (index )?(is|contains) "
                    + "|^restic repair |^Damaged pack files ");

    CheckFindings {
        errors = List.copyOf(errors);
    }

    /**
     * Has restic look; fails as {@link Restic#ask(Open, List, Duration)} does.
     *
     * @param options of {@code check}
     */
    static CheckFindings of(Restic restic, Open open, List<String> options, Duration limit) {
        var words = new ArrayList<>(List.of("check"));
        words.addAll(options);
        return restic.ask(
                open,
                words,
                limit,
                ended -> new CheckFindings(ended.code() == 0 ? List.of() : errors(ended.err())),
                ended -> ended.err().contains("returned errors") || ended.err().contains("contains errors"));
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** How many there are, and the first of them. */
    String summary() {
        return errors.size() + (errors.size() == 1 ? " error: " : " errors, such as: ") + errors.getFirst();
    }

    /**
     * Some of the others.
     *
     * @param command that names all
     */
    List<String> others(String command) {
        var named = new ArrayList<>(errors.stream().skip(1).limit(NAMED).toList());
        if (errors.size() > NAMED + 1) {
            named.add("and " + (errors.size() - NAMED - 1) + " more: " + command);
        }
        return named;
    }

    /** The lines that name what is wrong; where none does, all that was said, since something is. */
    static List<String> errors(String text) {
        var lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        var named = lines.stream().filter(line -> !BESIDE.matcher(line).find()).toList();
        return named.isEmpty() ? lines : named;
    }
}
