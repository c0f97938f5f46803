package io.homelab.activities.simulated;

import io.homelab.activities.git.Git;
import io.homelab.simulator.git.GitAccount;
import io.homelab.simulator.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** The Git server and the GitHub of a simulated world, as a lab file names them and as people use them. */
public record GitOpsInTest(Lab world, Path home) {
    private static final String ARGOCD = "v3.6.1";

    /** Keeps what accounts are proved by beside the lab file. */
    public static GitOpsInTest in(Lab world, Path home) throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("writer"), world.info().git().writer().password() + "\n");
        Files.writeString(home.resolve("reader"), world.info().git().reader().password() + "\n");
        Files.writeString(home.resolve("github.pem"), world.info().github().ca());
        return new GitOpsInTest(world, home);
    }

    /** The repository's address. */
    public String url() {
        return world.info().git().repositories().getFirst().url();
    }

    /** ArgoCD among the add-ons, with an account that only reads; gives the {@code gitops} of the lab file. */
    public ObjectNode withArgoCd(ObjectNode file) {
        file.withArray("addons")
                .addObject()
                .put("name", "argocd")
                .put("wave", 1)
                .putObject("manifest")
                .put("url", world.info().charts().url() + "/argoproj/argo-cd/" + ARGOCD + "/manifests/install.yaml")
                .put("version", ARGOCD)
                .put("namespace", "argocd");
        var gitops = repository(file);
        gitops.putObject("readOnly")
                .put("username", world.info().git().reader().username())
                .put("password", "file:" + home.resolve("reader"));
        return gitops;
    }

    /** The repository, with the account that writes; gives the {@code gitops} of the lab file. */
    public ObjectNode repository(ObjectNode file) {
        return file.putObject("gitops")
                .put("repository", url())
                .put("username", world.info().git().writer().username())
                .put("password", "file:" + home.resolve("writer"));
    }

    /** GitHub's API over the same repository. */
    public void github(ObjectNode gitops) {
        gitops.putObject("github")
                .put("repository", "lab/homelab")
                .put("api", world.info().github().url() + "/api/v3")
                .put("token", "file:" + home.resolve("writer"))
                .put("ca", "github.pem");
    }

    /** An account's own repository, empty, which pushes to that of the server. */
    public Git person(Path where, GitAccount account) throws IOException {
        var person = new Git(Files.createDirectories(where));
        person.run("init", "-q", "-b", "main");
        var proof = account.username() + ":" + account.password() + "@";
        person.run("remote", "add", "origin", url().replace("://", "://" + proof));
        return person;
    }
}
