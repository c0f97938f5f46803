package io.homelab.workflows.attention;

import io.homelab.workflows.progress.StepView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as the CLI, the Web UI and the web page show it.
 *
 * @param schema version of this record's shape
 * @param title such as {@code Bootstrap dev}
 * @param phase what is going on, in a word or two
 * @param attention what waits for a person
 */
public record RunView(
        int schema,
        String title,
        String phase,
        boolean simulated,
        @Nullable Instant startedAt,
        List<StepView> steps,
        List<AttentionItem> attention) {
    public RunView {
        steps = steps == null ? List.of() : List.copyOf(steps);
        attention = attention == null ? List.of() : List.copyOf(attention);
    }
}
