package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.ApiError;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Merging;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code patches} of a kustomization, inline or in files. */
final class Patching {
    private static final Set<String> FIELDS = Set.of("patch", "path", "target", "options");
    private static final Set<String> TARGETS = Set.of("group", "version", "kind", "name", "namespace", "labelSelector");

    private final Checkout checkout;
    private final String directory;
    private final ObjectNode kustomization;

    Patching(Checkout checkout, String directory, ObjectNode kustomization) {
        this.checkout = checkout;
        this.directory = directory;
        this.kustomization = kustomization;
    }

    void apply(List<Item> items) {
        for (var patch : kustomization.path("patches")) {
            patch.propertyNames().forEach(field -> known(FIELDS, field));
            patch.path("target").propertyNames().forEach(field -> known(TARGETS, field));
            var path = Json.text(patch, "path");
            var text = path.isEmpty()
                    ? Json.text(patch, "patch")
                    : checkout.text(Checkout.resolve(directory, path))
                            .orElseThrow(() ->
                                    new SourceFailed("unable to load patch '" + path + "': no such file or directory"));
            var value = Yaml.value(text, path.isEmpty() ? "patch" : path);
            if (value.isArray()) {
                operations(items, patch.path("target"), value);
            } else {
                for (var document : Yaml.documents(text, path)) {
                    strategic(items, patch.path("target"), document);
                }
            }
        }
    }

    private static void known(Set<String> known, String field) {
        if (!known.contains(field)) {
            throw new SourceFailed("the simulated kustomize knows no '" + field + "' of a patch");
        }
    }

    private static void operations(List<Item> items, JsonNode target, JsonNode operations) {
        if (target.isEmpty()) {
            throw new SourceFailed("must specify a target for JSON patch " + operations);
        }
        for (var item : selected(items, target)) {
            try {
                Merging.json6902(item.object(), operations);
            } catch (ApiError e) {
                throw new SourceFailed("json patch does not fit " + item.id() + ": " + e.getMessage());
            }
        }
    }

    private static void strategic(List<Item> items, JsonNode target, ObjectNode patch) {
        var found = target.isEmpty() ? named(items, patch) : selected(items, target);
        if (found.isEmpty() && target.isEmpty()) {
            throw new SourceFailed("no resource matches strategic merge patch \"" + new Item(patch).id() + "\"");
        }
        for (var item : found) {
            if (patch.path("$patch").asString("").equals("delete")) {
                items.remove(item);
                continue;
            }
            var change = patch.deepCopy();
            change.remove(List.of("apiVersion", "kind"));
            Json.meta(change).remove(List.of("name", "namespace"));
            Merging.strategic(item.object(), change);
            PatchOrder.follow(item.object(), change);
        }
    }

    private static List<Item> named(List<Item> items, ObjectNode patch) {
        var wanted = new Item(patch);
        return items.stream()
                .filter(item -> item.kind().equals(wanted.kind())
                        && item.group().equals(wanted.group())
                        && item.everNamed(wanted.name()))
                .toList();
    }

    private static List<Item> selected(List<Item> items, JsonNode target) {
        return items.stream()
                .filter(item -> fits(target, "kind", item.kind())
                        && fits(target, "group", item.group())
                        && fits(target, "version", item.version())
                        && fits(target, "namespace", Json.namespace(item.object()))
                        && (fits(target, "name", item.name())
                                || item.formerNames().stream().anyMatch(name -> fits(target, "name", name)))
                        && labelled(item, Json.text(target, "labelSelector")))
                .toList();
    }

    private static boolean fits(JsonNode target, String field, String value) {
        return Optional.of(Json.text(target, field))
                .filter(wanted -> !wanted.isEmpty())
                .map(wanted ->
                        Pattern.compile("^(" + wanted + ")$").matcher(value).find())
                .orElse(true);
    }

    private static boolean labelled(Item item, String selector) {
        for (var term : selector.split(",")) {
            var equals = term.indexOf('=');
            if (!term.isBlank()
                    && (equals < 1
                            || !item.object()
                                    .path("metadata")
                                    .path("labels")
                                    .path(term.substring(0, equals).strip())
                                    .asString("")
                                    .equals(term.substring(equals + 1).strip()))) {
                return false;
            }
        }
        return true;
    }
}
