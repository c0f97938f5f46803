package io.homelab.activities.argocd;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.homelab.workflows.gitops.GitOpsActivities.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an Application resource says (facts: kubernetes D3); what it does not say is empty. */
record AppState(GenericKubernetesResource resource) {
    /** In {@code operation.info}: which sync it is, and which of our activities asked for it. */
    static final String OPERATION = "homelab.io/operation";

    static final String ASKED_BY = "homelab.io/asked-by";
    static final String REFRESH = "argocd.argoproj.io/refresh";

    private static final String UNKNOWN = "Unknown";

    /** An operation under way or over; {@code phase} is Pending until ArgoCD has taken it. */
    record Operation(
            String phase,
            String message,
            Optional<String> id,
            Optional<String> askedBy,
            Optional<String> revision,
            String by) {
        boolean over() {
            return phase.equals("Succeeded") || failed();
        }

        boolean failed() {
            return phase.equals("Failed") || phase.equals("Error");
        }
    }

    String name() {
        return resource.getMetadata().getName();
    }

    String version() {
        return resource.getMetadata().getResourceVersion();
    }

    String sync() {
        return text("status", "sync", "status").orElse(UNKNOWN);
    }

    String health() {
        return text("status", "health", "status").orElse(UNKNOWN);
    }

    /** That it was compared with. */
    Optional<String> revision() {
        return text("status", "sync", "revision").or(() -> first(at("status", "sync", "revisions")));
    }

    /** That the last sync took its objects from, or takes them from now. */
    Optional<String> written() {
        return text("status", "operationState", "syncResult", "revision")
                .or(() -> first(at("status", "operationState", "syncResult", "revisions")));
    }

    /** Somebody has asked ArgoCD to look at Git again, and it has not done so yet. */
    boolean refreshing() {
        var annotations = resource.getMetadata().getAnnotations();
        return annotations != null && annotations.containsKey(REFRESH);
    }

    /** The operation that is asked for, under way, or was the last one. */
    Optional<Operation> operation() {
        var state = at("status", "operationState") instanceof Map<?, ?> map ? map : Map.of();
        // What is asked for stays there until it is over; then the state is about the one before.
        var underWay = "Running".equals(state.get("phase")) || "Terminating".equals(state.get("phase"));
        if (!underWay && at("operation") instanceof Map<?, ?> asked) {
            return Optional.of(operation("Pending", "not begun", asked, Optional.empty()));
        }
        if (state.isEmpty()) {
            return Optional.empty();
        }
        var asked = state.get("operation") instanceof Map<?, ?> map ? map : Map.of();
        return Optional.of(operation(
                Objects.toString(state.get("phase"), UNKNOWN),
                Objects.toString(state.get("message"), ""),
                asked,
                written()));
    }

    /** ArgoCD's conditions that are trouble: an error, not a warning about shared resources. */
    List<String> errors() {
        return maps(at("status", "conditions"))
                .filter(c -> Objects.toString(c.get("type"), "").endsWith("Error"))
                .map(c -> c.get("type") + ": " + c.get("message"))
                .toList();
    }

    /** Everything that it says of trouble, in its own words. */
    Optional<String> trouble() {
        var words = new ArrayList<>(errors());
        text("status", "health", "message").ifPresent(words::add);
        operation()
                .filter(o -> o.failed() && !o.message().isBlank())
                .ifPresent(o -> words.add("sync " + o.phase() + ": " + o.message()));
        maps(at("status", "operationState", "syncResult", "resources"))
                .filter(r -> "SyncFailed".equals(r.get("status")) || "Failed".equals(r.get("hookPhase")))
                .forEach(r -> words.add(r.get("kind") + " " + r.get("name") + ": " + r.get("message")));
        maps(at("status", "resources"))
                .filter(r -> r.get("health") instanceof Map<?, ?> h && "Degraded".equals(h.get("status")))
                .forEach(r -> words.add(r.get("kind") + " " + r.get("name") + " is Degraded"
                        + (r.get("health") instanceof Map<?, ?> h && h.get("message") != null
                                ? ": " + h.get("message")
                                : "")));
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(words.stream().distinct().collect(Collectors.joining("; ")));
    }

    /** What the person who wrote the application wants of every sync; an operation of ours has to repeat it. */
    List<String> syncOptions() {
        return at("spec", "syncPolicy", "syncOptions") instanceof List<?> options
                ? options.stream().map(Object::toString).toList()
                : List.of();
    }

    /** Whether ArgoCD syncs it without being told. */
    boolean automated() {
        return at("spec", "syncPolicy", "automated") instanceof Map<?, ?> automated
                && !"false".equals(Objects.toString(automated.get("enabled")));
    }

    Application forPeople() {
        return new Application(
                name(),
                sync(),
                health(),
                revision().orElse(null),
                trouble().orElse(null),
                automated(),
                written().orElse(null));
    }

    private static Operation operation(String phase, String message, Map<?, ?> asked, Optional<String> revision) {
        var by = asked.get("initiatedBy") instanceof Map<?, ?> who
                ? "true".equals(Objects.toString(who.get("automated")))
                        ? "ArgoCD itself"
                        : Objects.toString(who.get("username"), "somebody")
                : "somebody";
        return new Operation(phase, message, info(asked, OPERATION), info(asked, ASKED_BY), revision, by);
    }

    private static Optional<String> info(Map<?, ?> operation, String name) {
        return maps(operation.get("info"))
                .filter(entry -> name.equals(entry.get("name")))
                .map(entry -> Objects.toString(entry.get("value")))
                .findFirst();
    }

    private Optional<String> text(String... path) {
        return Optional.ofNullable(at(path)).map(Object::toString).filter(text -> !text.isBlank());
    }

    private @Nullable Object at(String... path) {
        Object value = resource.getAdditionalProperties();
        for (var name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    private static Optional<String> first(@Nullable Object list) {
        return list instanceof List<?> values && !values.isEmpty()
                ? Optional.of(values.getFirst().toString())
                : Optional.empty();
    }

    private static Stream<Map<?, ?>> maps(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream().filter(Map.class::isInstance).map(value -> (Map<?, ?>) value)
                : Stream.of();
    }
}
