package io.homelab.activities.kubernetes;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Renders charts by Helm's own library, which runs in this process. */
final class HelmTemplate {
    /** Noted before the library is loaded. */
    private static final Signals OURS = Signals.asTheyAre();

    private HelmTemplate() {}

    /** The chart's objects as YAML; IllegalStateException in Helm's words when it cannot be rendered. */
    static String render(Path chart, String name, String namespace, @Nullable Path values) {
        try {
            var template = new Helm(chart).template().withName(name).withNamespace(namespace);
            if (values != null) {
                template.withValuesFile(values);
            }
            return template.call();
        } finally {
            OURS.putBack();
        }
    }
}
