package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import io.homelab.lab.schema.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An add-on is one thing, has a name of its own, and its values are there. */
final class AddonsRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        var names = new Unique();
        for (int i = 0; i < view.lab().addons().size(); i++) {
            var addon = view.lab().addons().get(i);
            var path = Paths.item("addons", i);
            names.take(path + ".name", addon.name());
            if ((addon.chart() == null) == (addon.manifest() == null)) {
                findings.add(Finding.error(path, "must have exactly one of chart and manifest"));
            }
            var chart = addon.chart();
            if (chart != null && chart.values() != null) {
                values(view, chart.values())
                        .ifPresent(message -> findings.add(Finding.error(path + ".chart.values", message)));
            }
        }
        findings.addAll(names.findings());
        return findings;
    }

    private static Optional<String> values(LabView view, String file) {
        if (!view.hasFile(file)) {
            return Optional.of("no readable file " + file + " beside the lab file");
        }
        try {
            YamlFile.single(file, Files.readString(view.directory().resolve(file)));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(file + " cannot be read as text");
        } catch (YamlFile.NotYaml e) {
            return Optional.of(file + " is " + e.problem().message());
        }
    }
}
