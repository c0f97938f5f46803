package io.homelab.activities.kubernetes;

import io.homelab.activities.labfile.Downloads;
import io.homelab.activities.labfile.LocalFile;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.Addon;
import io.homelab.lab.definition.Chart;
import io.homelab.lab.definition.Manifest;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Where an add-on's YAML comes from: a manifest's URL, or a chart that Helm renders with the values that ArgoCD will use. */
final class AddonSource {
    private static final Duration FETCH = Duration.ofMinutes(2);
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final OpenLab lab;
    private final Downloads downloads;

    AddonSource(OpenLab lab, Transports transports) {
        this.lab = lab;
        this.downloads = new Downloads(
                lab.properties(),
                transports.http("downloads", lab.trust(lab.lab().images().ca()), FETCH));
    }

    /** The YAML and the namespace that it is for. */
    record Rendered(String yaml, String namespace) {}

    Rendered render(Addon addon) {
        if (addon.chart() != null) {
            return new Rendered(
                    chart(addon.name(), addon.chart()), addon.chart().namespace());
        }
        if (addon.manifest() != null) {
            return new Rendered(
                    manifest(addon.name(), addon.manifest()), addon.manifest().namespace());
        }
        throw new Problem(
                FailureClass.CONFIG,
                "add-on " + addon.name() + " has neither chart nor manifest",
                "lab.yaml addons",
                null);
    }

    private String manifest(String name, Manifest manifest) {
        var download = fetch(manifest.url(), name + "-" + manifest.version() + ".yaml", manifest.digest());
        return text(download);
    }

    private String chart(String name, Chart chart) {
        var archive = fetch(archive(chart), chart.name() + "-" + chart.version() + ".tgz", chart.digest());
        try (var directory = ChartDirectory.unpack(archive.file())) {
            return directory.definitions()
                    + HelmTemplate.render(
                            directory.path(),
                            name,
                            chart.namespace(),
                            chart.values() == null ? null : lab.file(chart.values()));
        } catch (IllegalStateException e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "Helm cannot render " + chart.name() + " " + chart.version() + ": " + e.getMessage(),
                    "lab.yaml addons " + name,
                    "check its values file " + chart.values(),
                    e);
        }
    }

    /** The archive's URL, as the repository's index says for this version. */
    private URI archive(Chart chart) {
        var repository = URI.create(chart.repository().toString().replaceFirst("/?$", "/"));
        var index = downloads.anew(
                repository.resolve("index.yaml"), "index-" + Integer.toHexString(repository.hashCode()) + ".yaml");
        for (var entry : YAML.readTree(index.toFile()).path("entries").path(chart.name())) {
            if (entry.path("version").asString("").equals(chart.version())) {
                return repository.resolve(entry.path("urls").path(0).asString());
            }
        }
        throw new Problem(
                FailureClass.CONFIG,
                "there is no " + chart.name() + " " + chart.version() + " in " + chart.repository(),
                "lab.yaml addons",
                "helm search repo lists its versions");
    }

    private LocalFile fetch(URI url, String name, @Nullable String digest) {
        var download = downloads.once(url, name);
        if (digest != null && !digest.replaceFirst("^sha256:", "").equals(download.sha256())) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "what " + url + " holds has the digest " + download.sha256() + ", not the one of the lab file",
                    "lab.yaml addons",
                    "do not go on before you know why");
        }
        return download;
    }

    private static String text(LocalFile download) {
        try {
            return Files.readString(download.file());
        } catch (IOException e) {
            throw new Problem(FailureClass.TRANSIENT, "cannot read " + download.file(), null, null, e);
        }
    }
}
