package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** A cluster that repeats its name repeats the right one. */
final class ClusterNameRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {
        return view.lab().clusters().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(entry.getValue().name()))
                .map(entry -> Finding.error(LabView.path(entry.getKey()) + ".name", "must be the key, or left out"))
                .toList();
    }
}
