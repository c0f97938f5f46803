package io.homelab.cli.rehearsal;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.controlplane.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What makes a simulated lab one with GitOps: a repository in its Git server, Argo CD, and a promotion in the lab file. */
final class GitOpsLab {
    private static final String WORLD = "lab";
    private static final String REPOSITORY = "lab/gitops";
    private static final String PLACEHOLDER = "https://git.invalid/lab/homelab.git";
    private static final String ARGOCD = "v3.6.1";
    private static final String WRITER = "git-token";
    private static final String READER = "git-read-token";

    private final Installation installation;
    private final ControlPlane controlPlane;

    GitOpsLab(Installation installation, ControlPlane controlPlane) {
        this.installation = installation;
        this.controlPlane = controlPlane;
    }

    /**
     * Fills the repository and the lab file.
     *
     * @param from Prometheus of the first cluster
     * @param to Prometheus of the second one
     * @param factor how many times faster the lab is; the soak takes a minute of real time all the same
     */
    void prepare(URI from, URI to, double factor) {
        try {
            var info = controlPlane.simulator().call("GET", "/worlds/" + WORLD, Map.of());
            var url = repository(info);
            controlPlane
                    .simulator()
                    .call("POST", "/worlds/" + WORLD + "/git", Map.of("name", REPOSITORY, "files", files(url)));
            fill(info, url, from, to, factor);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot prepare the rehearsal: " + e.getMessage(), e);
        }
    }

    /** Somebody commits to the branch that the clusters follow. */
    void commit(String message, Map<String, String> files) {
        controlPlane
                .simulator()
                .call(
                        "POST",
                        "/worlds/" + WORLD + "/git/" + REPOSITORY + "/commits",
                        Map.of("message", message, "author", "Developer", "files", files));
    }

    /** A file of the tree that rehearsals begin with. */
    String file(String path) {
        try {
            return Files.readString(tree().resolve(path));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** For a person who wants to look with tools of their own. */
    String where() {
        var info = controlPlane.simulator().call("GET", "/worlds/" + WORLD, Map.of());
        return "Git at " + repository(info) + ", GitHub's API at "
                + info.path("github").path("url").asString() + " for " + REPOSITORY;
    }

    private static String repository(JsonNode info) {
        return info.path("git").path("url").asString() + "/" + REPOSITORY + ".git";
    }

    private Map<String, String> files(String url) throws IOException {
        var files = new TreeMap<String, String>();
        read(tree(), tree(), files);
        // A lab's repository is a fork of this one; what it does on GitHub is a part of it.
        read(installation.home(), installation.home().resolve(".github/workflows"), files);
        files.replaceAll((path, text) -> text.replace(PLACEHOLDER, url));
        return files;
    }

    private static void read(Path root, Path below, Map<String, String> into) throws IOException {
        try (var paths = Files.walk(below)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                into.put(root.relativize(path).toString(), Files.readString(path));
            }
        }
    }

    private Path tree() {
        return installation.home().resolve("starter-cli/src/main/resources/rehearsal/gitops");
    }

    private void fill(JsonNode info, String url, URI from, URI to, double factor) throws IOException {
        var git = info.path("git");
        var edited = new EditedLab(controlPlane);
        edited.keep(WRITER, git.path("writer").path("password").asString());
        edited.keep(READER, git.path("reader").path("password").asString());
        edited.change(lab -> {
            gitOps(lab, info, url);
            promotion(lab, from, to, factor);
        });
    }

    private static void gitOps(ObjectNode lab, JsonNode info, String url) {
        var git = info.path("git");
        lab.withArray("addons")
                .addObject()
                .put("name", "argocd")
                .put("wave", 1)
                .putObject("manifest")
                .put(
                        "url",
                        info.path("charts").path("url").asString() + "/argoproj/argo-cd/" + ARGOCD
                                + "/manifests/install.yaml")
                .put("version", ARGOCD)
                .put("namespace", "argocd");
        var gitops = lab.putObject("gitops").put("repository", url);
        gitops.put("username", git.path("writer").path("username").asString()).put("password", "age:" + WRITER);
        gitops.putObject("readOnly")
                .put("username", git.path("reader").path("username").asString())
                .put("password", "age:" + READER);
        gitops.putArray("clusters").add("dev").add("prod");
        gitops.putObject("github")
                .put("repository", REPOSITORY)
                .put("api", info.path("github").path("url").asString())
                .put("token", "age:" + WRITER)
                .put("ca", "ca.pem"); // has the authority of all that is not the lab's own
    }

    private static void promotion(ObjectNode lab, URI from, URI to, double factor) {
        var promotion = lab.putObject("promotion").put("from", "dev").put("to", "prod");
        promotion.putObject("prometheus").put("url", from.toString());
        promotion.putObject("gate").put("soak", seconds(60, factor)).put("deadline", seconds(600, factor));
        var rollout = promotion.putObject("rollout");
        rollout.putObject("prometheus").put("url", to.toString());
        rollout.put("soak", seconds(10, factor)).put("deadline", seconds(120, factor));
        rollout.putArray("checks")
                .addObject()
                .put("name", "applications-degraded")
                .put("query", "count(argocd_app_info{health_status=\"Degraded\"}) or vector(0)")
                .put("limit", 0);
        rollout.withArray("checks")
                .addObject()
                .put("name", "targets-up")
                .put("query", "count(up == 0) or vector(0)")
                .put("limit", 0);
    }

    /** So long in real time, whatever the factor. */
    private static String seconds(int seconds, double factor) {
        return Math.round(seconds * factor) + "s";
    }
}
