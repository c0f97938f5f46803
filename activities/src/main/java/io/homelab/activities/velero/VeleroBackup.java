package io.homelab.activities.velero;

import io.homelab.activities.kubernetes.CustomState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A Backup resource. */
public record VeleroBackup(CustomState state) {
    private static final Set<String> ENDED = Set.of("FailedValidation", "Completed", "PartiallyFailed", "Failed");
    private static final Set<String> CLAIMS = Set.of("persistentvolumeclaims", "persistentvolumeclaim", "pvc", "*");

    public String name() {
        return state.name();
    }

    public String phase() {
        return state.text("status", "phase").orElse("New");
    }

    /** Whether nothing more becomes of it; a phase that nobody has heard of is on its way. */
    public boolean ended() {
        return ENDED.contains(phase());
    }

    /** Whether all of it is there. */
    public boolean complete() {
        return phase().equals("Completed") && errors() == 0;
    }

    public long errors() {
        return state.number("status", "errors");
    }

    /** Why it did not end well, in Velero's words; empty when it says nothing. */
    public List<String> reasons() {
        var words = new ArrayList<>(state.texts("status", "validationErrors"));
        state.text("status", "failureReason").ifPresent(words::add);
        return words;
    }

    /** When its content was looked at; claims that came later are not in it. */
    public Optional<Instant> started() {
        return state.time("status", "startTimestamp").or(state::created);
    }

    /** When it had ended. */
    public Optional<Instant> completed() {
        return state.time("status", "completionTimestamp");
    }

    /** For putting them in order: the end, or the beginning of one that has none. */
    public Instant when() {
        return completed().or(this::started).orElse(Instant.EPOCH);
    }

    Optional<Instant> expires() {
        return state.time("status", "expiration");
    }

    /** Which schedule it is of. */
    public Optional<String> schedule() {
        return state.label(Velero.SCHEDULE);
    }

    /** Snapshots of the storage that it has taken, with CSI or by plug-ins; which volumes they are of is not said. */
    long snapshots() {
        return state.number("status", "csiVolumeSnapshotsCompleted")
                + state.number("status", "volumeSnapshotsCompleted");
    }

    /** Whether it was to hold a namespace. */
    public boolean holds(String namespace) {
        return holds(state, new Object[] {"spec"}, namespace);
    }

    /** Likewise, for the template of a schedule. */
    static boolean holds(CustomState state, Object[] spec, String namespace) {
        var included = state.texts(with(spec, "includedNamespaces"));
        return (included.isEmpty() || matches(included, namespace))
                && !matches(state.texts(with(spec, "excludedNamespaces")), namespace);
    }

    /** Whether it was to hold claims at all. */
    boolean holdsClaims() {
        var included = state.texts("spec", "includedResources");
        return (included.isEmpty() || included.stream().anyMatch(CLAIMS::contains))
                && state.texts("spec", "excludedResources").stream().noneMatch(CLAIMS::contains);
    }

    /** The labels that its objects must have; empty: any. */
    Map<String, String> selects() {
        var labels = new LinkedHashMap<String, String>();
        if (state.resource().get("spec", "labelSelector", "matchLabels") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
        }
        return labels;
    }

    /** Whether it chooses by more than labels that must be equal: then which claims it holds is not ours to say. */
    boolean selectsOtherwise() {
        return !state.maps("spec", "labelSelector", "matchExpressions").isEmpty()
                || !state.maps("spec", "orLabelSelectors").isEmpty();
    }

    private static boolean matches(List<String> patterns, String namespace) {
        return patterns.stream()
                .anyMatch(pattern -> Pattern.matches(
                        pattern.replaceAll("[.+^$()|{}\\\\]", "\\\\$0")
                                .replace("*", ".*")
                                .replace("?", "."),
                        namespace));
    }

    private static Object[] with(Object[] path, String last) {
        var longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = last;
        return longer;
    }
}
