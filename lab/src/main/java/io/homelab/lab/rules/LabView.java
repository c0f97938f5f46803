package io.homelab.lab.rules;

import io.homelab.lab.definition.Lab;
import io.homelab.lab.schema.Paths;
import io.homelab.lab.template.TemplateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What rules look at: the lab, its directory, and its templates by cluster name. */
public record LabView(Lab lab, Path directory, Map<String, TemplateFile> templates) {
    public LabView {
        templates = Map.copyOf(templates);
    }

    /** Every machine of every cluster with its path. */
    List<Machine> machines() {
        var machines = new ArrayList<Machine>();
        lab.clusters().forEach((name, cluster) -> {
            for (int i = 0; i < cluster.nodes().size(); i++) {
                var path = Paths.item(path(name) + ".nodes", i);
                machines.add(new Machine(path, cluster, cluster.nodes().get(i)));
            }
        });
        return machines;
    }

    /** The templates that could be read, by cluster name, in the file's order. */
    Map<String, TemplateFile> readableTemplates() {
        var readable = new LinkedHashMap<String, TemplateFile>();
        for (var name : lab.clusters().keySet()) {
            var template = templates.get(name);
            if (template != null && template.template().isPresent()) {
                readable.put(name, template);
            }
        }
        return readable;
    }

    boolean hasFile(String path) {
        return Files.isReadable(directory.resolve(path));
    }

    static String path(String cluster) {
        return Paths.field("clusters", cluster);
    }
}
