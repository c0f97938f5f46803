package io.homelab.lab.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that must end well in a pod of a restored namespace, such as a query of its database.
 *
 * @param namespace where it lives
 * @param pods labels that the pod has, as {@code kubectl -l} writes them; the first ready one by name is asked
 * @param container of the pod; null: the one that kubectl would take
 * @param command the program and its arguments, without a shell
 * @param contains what must be in what it prints; null: anything
 */
public record CommandProbe(
        String namespace,
        String pods,
        @Nullable String container,
        List<String> command,
        @Nullable String contains) {
    public CommandProbe {
        command = List.copyOf(command);
    }
}
