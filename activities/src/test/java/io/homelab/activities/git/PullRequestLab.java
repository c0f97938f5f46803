package io.homelab.activities.git;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.git.PullRequestCommits.Patience;
import io.homelab.activities.github.GitHubPerson;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.GitOpsInTest;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.Committed;
import io.homelab.workflows.gitops.ReleaseActivities.ReleaseRequest;
import io.homelab.workflows.gitops.ReleaseActivities.TreeChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A repository on the simulated GitHub, the person whose it is, and a lab whose promotions are pull requests there. */
final class PullRequestLab implements AutoCloseable {
    private static final String BASE = "kubernetes/base/4-apps/whoami";
    private static final String DEV = "kubernetes/overlays/dev/4-apps/whoami";
    static final String RELEASE = "kubernetes/overlays/prod/4-apps/whoami/release";
    private static final String WHOAMI = "whoami";

    private final Worlds worlds;
    private final Lab world;
    private final LabInTest lab;
    private final Attempts attempts = new Attempts();
    /** The owner's clone. */
    final Git person;

    private final GitHubPerson owner;
    private Patience patience = new Patience(Duration.ofSeconds(20), Duration.ofMillis(20));
    private Runnable guard = () -> {};

    PullRequestLab(Path directory, String method) throws IOException {
        worlds = new Worlds(directory.resolve("worlds"), List.of());
        world = worlds.create("lab", 1, 0.005);
        var git = world.info().git();
        owner = GitHubPerson.of(world, git.owner());
        var gitops = GitOpsInTest.in(world, directory.resolve("lab"));
        person = gitops.person(directory.resolve("person"), git.owner());
        person.write("kubernetes/overlays/prod/4-apps/whoami/kustomization.yaml", "resources: [release]\n")
                .write(DEV + "/kustomization.yaml", "resources: [../../../../base/4-apps/whoami]\n");
        version("1.0");
        lab = LabInTest.in(gitops.home(), world, 20, file -> {
            var settings = gitops.repository(file);
            gitops.github(settings);
            settings.putObject("pullRequests").put("method", method);
        });
    }

    /** What DEV has from now on; the commit. */
    String version(String version) throws IOException {
        if (!person.run("ls-remote", "origin", "main").isEmpty()) {
            current();
        }
        return person.write(BASE + "/kustomization.yaml", "resources: [deployment.yaml]\n")
                .write(BASE + "/deployment.yaml", "spec:\n  - image: registry.local:5000/whoami:" + version + "\n")
                .push("Version " + version);
    }

    /** The owner's clone has what the server has. */
    Git current() throws IOException {
        person.run("pull", "-q", "--rebase", "origin", "main");
        return person;
    }

    /** Attempts end soon, as if the server asked again. */
    void impatient() {
        patience = new Patience(Duration.ofMillis(500), Duration.ofMillis(20));
    }

    /** An attempt waits longer than any test does. */
    void patient() {
        patience = new Patience(Duration.ofSeconds(60), Duration.ofMillis(20));
    }

    void guarded(Runnable asked) {
        guard = asked;
    }

    GitReleaseActivities activities(Gate gate) {
        var transports = new Transports(gate);
        return new GitReleaseActivities(
                lab.reader(), new GitClones(transports), transports, LabClock.system(), guard, patience);
    }

    /** What DEV has now goes to PROD. */
    CommitRequest promotion(String key) {
        var release = attempts.once(() ->
                activities(Gate.OPEN).resolve(new ReleaseRequest(lab.cluster("dev"), "prod", null, List.of(WHOAMI))));
        var member = release.members().getFirst();
        var change = new TreeChange(member.name(), member.group(), member.before(), member.content());
        return new CommitRequest(
                lab.cluster("prod"), key, List.of(change), release.commit(), "Promote it", "For people\n");
    }

    /** The other way round. */
    static CommitRequest back(String key, CommitRequest there) {
        var changes = there.changes().stream()
                .map(change -> new TreeChange(change.name(), change.group(), change.after(), change.before()))
                .toList();
        return new CommitRequest(there.cluster(), key, changes, null, "Take it back", "");
    }

    Committed commit(Gate gate, CommitRequest request) {
        return attempts.untilOver(() -> activities(gate).commit(request)).orThrow();
    }

    Committed commit(CommitRequest request) {
        return commit(Gate.OPEN, request);
    }

    /** One attempt. */
    Committed attempt(Gate gate, CommitRequest request) {
        return attempts.once(() -> activities(gate).commit(request));
    }

    /** Whether whoever looks for its trailers on the branch finds a write, and as which commit. */
    String found(CommitRequest request) {
        var open = lab.reader().snapshot(lab.snapshot());
        var marks = new Marks(open.secrets().labKey(), "prod");
        return attempts.once(() -> new GitClones(new Transports(Gate.OPEN)).with(open, clone -> {
            clone.fetch();
            return new ReleaseBuild(clone, marks, LabClock.system(), request)
                    .find(clone.head())
                    .orElseThrow()
                    .name();
        }));
    }

    /** The owner's rules for main, as GitHub has them. */
    void protect(String checks, String reviews) throws IOException {
        asked("PUT", "branches/main/protection", """
                {'required_status_checks':%s,'required_pull_request_reviews':%s,'enforce_admins':false,'restrictions':null}
                """.formatted(checks, reviews));
    }

    JsonNode asked(String method, String path, String body) throws IOException {
        return owner.call(method, path, body);
    }

    JsonNode pull(int number) throws IOException {
        return asked("GET", "pulls/" + number, "");
    }

    /** All that there ever were. */
    JsonNode pulls() throws IOException {
        return asked("GET", "pulls?state=all", "");
    }

    /** What the server has, but the main one. */
    String branches() throws IOException {
        return person.run("ls-remote", "--heads", "origin", "homelab/*");
    }

    void fault(Kind kind, String operation, int status, String message) {
        world.world().faults().arm(new Fault(kind, "github", operation, null, 0, 1, status, message, Duration.ZERO));
    }

    boolean met() {
        return world.world().faults().armed().isEmpty();
    }

    /** What of ours changed anything, in order. */
    List<String> written() {
        var us = world.info().git().writer().username();
        return world.world().calls().since(0).stream()
                .filter(CallLog.Call::committed)
                .filter(call -> us.equals(call.client()))
                .map(call -> call.operation().replaceFirst("/(repos/\\{owner}/\\{repo}|\\{repository})/", ""))
                .toList();
    }

    @Override
    public void close() {
        attempts.close();
        worlds.close();
    }
}
