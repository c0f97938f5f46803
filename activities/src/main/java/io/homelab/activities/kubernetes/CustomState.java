package io.homelab.activities.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an object of any kind says; a field that it does not have is empty, 0 or false, as controllers in Go leave those out. */
public record CustomState(GenericKubernetesResource resource) {
    public String name() {
        return resource.getMetadata().getName();
    }

    public String namespace() {
        return Objects.toString(resource.getMetadata().getNamespace(), "");
    }

    /** As people write it. */
    public String path() {
        return namespace() + "/" + name();
    }

    /** When it was made, as the API server has it. */
    public Optional<Instant> created() {
        return instant(resource.getMetadata().getCreationTimestamp());
    }

    public Optional<String> label(String key) {
        return Optional.ofNullable(resource.getMetadata().getLabels()).map(labels -> labels.get(key));
    }

    public Optional<String> annotation(String key) {
        return Optional.ofNullable(resource.getMetadata().getAnnotations()).map(all -> all.get(key));
    }

    /** A field; empty when it is not there or is no text. */
    public Optional<String> text(Object... path) {
        return at(path) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    public long number(Object... path) {
        return at(path) instanceof Number number ? number.longValue() : 0;
    }

    public boolean flag(Object... path) {
        return at(path) instanceof Boolean flag && flag;
    }

    /** A time as Kubernetes writes it. */
    public Optional<Instant> time(Object... path) {
        return text(path).flatMap(CustomState::instant);
    }

    /** The texts of a list. */
    public List<String> texts(Object... path) {
        return at(path) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The objects of a list. */
    public List<Map<?, ?>> maps(Object... path) {
        return at(path) instanceof List<?> list
                ? list.stream()
                        .<Map<?, ?>>mapMulti((item, into) -> {
                            if (item instanceof Map<?, ?> map) {
                                into.accept(map);
                            }
                        })
                        .toList()
                : List.of();
    }

    private @Nullable Object at(Object... path) {
        return resource.get(path);
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
