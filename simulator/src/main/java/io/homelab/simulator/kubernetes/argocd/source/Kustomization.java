package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** {@code kustomize build} of the fields below; any other field is an error that names it. */
final class Kustomization {
    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final Set<String> FIELDS = Set.of(
            "apiVersion",
            "kind",
            "metadata",
            "resources",
            "components",
            "namespace",
            "namePrefix",
            "nameSuffix",
            "labels",
            "commonLabels",
            "commonAnnotations",
            "images",
            "replicas",
            "patches",
            "configMapGenerator",
            "secretGenerator",
            "generatorOptions");

    private final Checkout checkout;

    Kustomization(Checkout checkout) {
        this.checkout = checkout;
    }

    static Optional<String> file(Checkout checkout, String directory) {
        return NAMES.stream()
                .map(name -> Checkout.resolve(directory, name))
                .filter(path -> checkout.files().containsKey(path))
                .findFirst();
    }

    List<ObjectNode> build(String directory) {
        var items = accumulate(directory, new ArrayList<>(), new LinkedHashSet<>(), false);
        Generated.nameByContents(items);
        References.follow(items);
        return items.stream().map(Item::object).toList();
    }

    private static SourceFailed failed(String directory, String why) {
        return new SourceFailed("rpc error: code = Unknown desc = `kustomize build " + directory
                + "` failed exit status 1: Error: " + why);
    }

    private List<Item> accumulate(String directory, List<Item> before, Set<String> above, boolean component) {
        if (!above.add(directory)) {
            throw failed(directory, "cycle detected: candidate root '" + directory + "'");
        }
        var file = file(checkout, directory)
                .orElseThrow(() -> failed(
                        directory,
                        "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '"
                                + directory + "'"));
        var kustomization = Yaml.object(checkout.text(file).orElse(""), file);
        check(kustomization, directory, component);
        var items = new ArrayList<Item>(before);
        for (var resource : Json.texts(kustomization.path("resources"))) {
            resource(directory, resource, items, above);
        }
        for (var used : Json.texts(kustomization.path("components"))) {
            var with = accumulate(Checkout.resolve(directory, used), items, above, true);
            items.clear();
            items.addAll(with);
        }
        new Generated(checkout, directory, kustomization).into(items);
        new Patching(checkout, directory, kustomization).apply(items);
        new Transformers(kustomization).apply(items);
        above.remove(directory);
        return items;
    }

    private static void check(ObjectNode kustomization, String directory, boolean component) {
        for (var field : kustomization.propertyNames()) {
            if (field.equals("helmCharts") || field.equals("helmGlobals")) {
                throw failed(
                        directory, "the simulated Argo CD renders no Helm charts: '" + field + "' of a kustomization");
            }
            if (!FIELDS.contains(field)) {
                throw failed(
                        directory,
                        "invalid Kustomization: json: unknown field \"" + field
                                + "\" (or one that the simulated kustomize does not know)");
            }
        }
        var kind = Json.text(kustomization, "kind");
        if (!kind.isEmpty() && kind.equals("Component") != component) {
            throw failed(
                    directory,
                    component
                            ? "expected kind 'Component' for path '" + directory + "' but got '" + kind + "'"
                            : "expected kind != 'Component' for path '" + directory + "'");
        }
    }

    private void resource(String directory, String resource, List<Item> items, Set<String> above) {
        if (resource.contains("://") || resource.startsWith("git@")) {
            throw failed(directory, "the simulated kustomize fetches nothing: '" + resource + "'");
        }
        var path = Checkout.resolve(directory, resource);
        var found = checkout.text(path)
                .map(text -> Yaml.documents(text, path).stream().map(Item::new).toList())
                .orElseGet(() -> {
                    if (!checkout.directory(path)) {
                        throw failed(
                                directory,
                                "accumulating resources: accumulation err='accumulating resources from '" + resource
                                        + "': no such file or directory'");
                    }
                    return accumulate(path, new ArrayList<>(), above, false);
                });
        for (var item : found) {
            if (items.stream().anyMatch(item::same)) {
                throw failed(
                        directory,
                        "accumulating resources: may not add resource with an already registered id: " + item.id());
            }
            items.add(item);
        }
    }
}
