package io.homelab.activities.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.ReleaseRequest;
import io.homelab.workflows.gitops.ReleaseActivities.RevisionRequest;
import io.homelab.workflows.gitops.ReleaseActivities.TreeChange;
import io.homelab.workflows.gitops.ReleaseMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a promotion does with Git, by the number of applications in the release: {@code ./homelab test --bench}. */
class ReleaseBenchmark {
    private static final int[] SIZES = {25, 50, 100, 200};
    private static final int ROUNDS = 5;

    @TempDir
    Path directory;

    @Test
    void aReleaseOfManyApplications() throws IOException {
        measure(SIZES[0], "warm-up"); // the JVM's, whose compilers would be measured otherwise
        System.out.println("milliseconds, the median of " + ROUNDS + ":");
        System.out.printf(Locale.ROOT, "%12s %10s %10s %10s%n", "applications", "resolve", "commit", "compare");
        for (int size : SIZES) {
            var taken = measure(size, "n" + size);
            System.out.printf(
                    Locale.ROOT, "%12d %10.1f %10.1f %10.1f%n", size, taken.resolve, taken.commit, taken.compare);
        }
    }

    private record Taken(double resolve, double commit, double compare) {}

    private Taken measure(int size, String name) throws IOException {
        var resolve = new ArrayList<Double>();
        var commit = new ArrayList<Double>();
        var compare = new ArrayList<Double>();
        try (var server = new GitServerInTest(Files.createDirectories(directory.resolve(name)))) {
            var person = server.person(directory.resolve(name + "-person"));
            var lab = lab(server);
            var transports = new Transports(Gate.OPEN);
            var releases = new GitReleaseActivities(
                    lab.reader(), new GitClones(transports), transports, LabClock.system(), () -> {});
            for (int round = 0; round < ROUNDS; round++) {
                if (round > 0) {
                    person.run("pull", "-q", "--rebase");
                }
                applications(person, size, round);
                person.push("Round " + round);

                var release = timed(
                        resolve,
                        () -> releases.resolve(new ReleaseRequest(lab.cluster("dev"), "prod", null, List.of())));
                assertThat(release.members()).hasSize(size).allMatch(ReleaseMember::isChange);
                var request = promotion(lab, release, round);
                var committed = timed(commit, () -> releases.commit(request));
                assertThat(committed.made()).isTrue();
                var moved = timed(
                        compare,
                        () -> releases.compare(new RevisionRequest(
                                lab.cluster("dev"),
                                release.commit(),
                                committed.commit(),
                                release.members().stream()
                                        .map(ReleaseMember::name)
                                        .toList())));
                assertThat(moved.applications()).isEmpty();
            }
        }
        return new Taken(median(resolve), median(commit), median(compare));
    }

    private static void applications(Git person, int size, int version) throws IOException {
        for (int i = 0; i < size; i++) {
            var place = "4-apps/app-" + i;
            person.write("kubernetes/base/" + place + "/kustomization.yaml", "resources: [deployment.yaml]\n")
                    .write(
                            "kubernetes/base/" + place + "/deployment.yaml",
                            "spec:\n  - image: registry.local:5000/app-" + i + ":1." + version + "\n")
                    .write(
                            "kubernetes/overlays/dev/" + place + "/kustomization.yaml",
                            "resources: [../../../../base/" + place + "]\n")
                    .write("kubernetes/overlays/prod/" + place + "/kustomization.yaml", "resources: [release]\n");
        }
    }

    private static CommitRequest promotion(ExampleLab lab, Release release, int round) {
        var changes = release.members().stream()
                .map(m -> new TreeChange(m.name(), m.group(), m.before(), m.content()))
                .toList();
        return new CommitRequest(lab.cluster("prod"), "p-" + round, changes, release.commit(), "Promote", "all\n");
    }

    private ExampleLab lab(GitServerInTest server) throws IOException {
        var where = Files.createTempDirectory(directory, "lab");
        var password = Files.writeString(where.resolve("git-password"), "canary-4711");
        return ExampleLab.in(where, """

                simulated: true
                gitops:
                  repository: %s
                  password: file:%s
                """.formatted(server.url(), password));
    }

    private static <T> T timed(List<Double> into, Supplier<T> call) {
        try (var attempts = new Attempts()) {
            var begun = System.nanoTime();
            var result = attempts.once(call);
            into.add((System.nanoTime() - begun) / 1e6);
            return result;
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
