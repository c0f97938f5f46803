package io.homelab.activities.velero.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.velero.Velero;
import io.homelab.activities.velero.VeleroInTest;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.workflows.backup.cluster.NamespaceActivities.DrilledNamespace;
import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceTask;
import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceWork;
import io.homelab.workflows.backup.cluster.NamespaceRequest;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Namespaces brought back by a simulated Velero, out of a real S3 server; each test has namespaces of its own. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class NamespacesTest {
    private static final String PAGE = "hello\n";

    @TempDir
    static Path directory;

    private VeleroInTest velero;
    private VeleroNamespaces namespaces;

    @BeforeAll
    void install() throws IOException {
        velero = new VeleroInTest(directory, """
                schedules:
                  nightly: {within: 26h}
                drill:
                  namespaces: [shop, blog, damaged, hosted]
                  restore: 10m
                  ready: 10m
                  probes:
                    - {namespace: shop, service: "web:80", sha256: %s}
                    - {namespace: blog, service: "web:80", contains: hallo}
                  commands:
                    - {namespace: shop, pods: app=web, command: [cat, /usr/share/nginx/html/index.html], contains: hello}
                    - {namespace: blog, pods: app=web, command: [cat, /usr/share/nginx/html/index.html], contains: hallo}
                    - {namespace: blog, pods: app=web, command: ["false"]}
                    - {namespace: blog, pods: app=web, command: [sqlite3, /usr/share/nginx/html/posts.db, "select count(*) from posts"], contains: "2"}
                    - {namespace: blog, pods: app=web, command: [sqlite3, /usr/share/nginx/html/posts.db, "select count(*) from readers"]}
                    - {namespace: blog, pods: app=web, command: [psql, -c, "select 1"]}
                    - {namespace: blog, pods: app=db, command: ["true"]}
                """.formatted(Sha256.of(PAGE)));
        namespaces = velero.namespaces();
        velero.schedule("nightly", "*");
        velero.site("shop", "local", PAGE);
        velero.backUp("nightly", "shop-1", "shop");
    }

    @AfterAll
    void end() {
        velero.close();
    }

    private NamespaceWork planned(String run, NamespaceRequest request) {
        var task = new NamespaceTask(velero.set(), run, request);
        var plan = Objects.requireNonNull(
                velero.attempts.once(() -> namespaces.plan(task)).plan());
        return new NamespaceWork(velero.set(), run, plan);
    }

    private NamespaceWork drill(String run, String namespace) {
        return planned(run, new NamespaceRequest(Where.DRILL, namespace, namespace + "-1", null, null), namespace);
    }

    /** As if it were this one's turn. */
    private NamespaceWork planned(String run, NamespaceRequest request, String namespace) {
        var task = new NamespaceTask(velero.set(), run, request);
        var plan = velero.attempts.once(() -> velero.with(client -> new NamespacePlanner(
                        client,
                        new Velero(client, "dev", "velero"),
                        LabClock.system().now())
                .plan(task, namespace)));
        return new NamespaceWork(velero.set(), run, plan);
    }

    private @Nullable Namespace namespace(String name) {
        return velero.with(client -> client.namespaces().withName(name).get());
    }

    @Test
    void aDrillBringsAnApplicationBackBehindAFenceAndLeavesNothing() {
        var work = drill("backups/aaaaaaaa-1", "shop");
        var copy = work.plan().target();
        assertThat(copy).isEqualTo("homelab-drill-shop-aaaaaaaa");

        velero.attempts.once(() -> namespaces.fence(work));
        velero.attempts.once(() -> namespaces.fence(work)); // by an attempt that nobody heard of
        var restored = velero.attempts.once(() -> namespaces.restore(work));
        assertThat(restored.findings()).isEmpty();
        assertThat(restored.items()).isGreaterThan(5);
        assertThat(velero.attempts.once(() -> namespaces.settle(work)).words()).isEqualTo("1 pod is ready");
        assertThat(velero.attempts.once(() -> namespaces.probe(work)))
                .satisfies(sight -> assertThat(sight.findings()).isEmpty())
                .satisfies(sight -> assertThat(sight.words()).isEqualTo("2 probes were answered"));
        var compared = velero.attempts.once(() -> namespaces.compare(work));
        assertThat(compared.findings()).isEmpty();
        assertThat(compared.words()).endsWith(" as the backup has them, 1 volume, 6 B");

        assertThat(namespace(copy))
                .satisfies(there -> assertThat(there.getMetadata().getLabels())
                        .containsEntry("pod-security.kubernetes.io/enforce", "baseline")
                        .doesNotContainKey("team"));
        velero.with(client -> {
            assertThat(client.services()
                            .inNamespace(copy)
                            .withName("web")
                            .get()
                            .getSpec()
                            .getType())
                    .isEqualTo("ClusterIP");
            assertThat(client.batch().v1().cronjobs().inNamespace(copy).list().getItems())
                    .isEmpty();
            assertThat(client.network()
                            .networkPolicies()
                            .inNamespace(copy)
                            .list()
                            .getItems())
                    .singleElement()
                    .satisfies(policy ->
                            assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Egress"));
            assertThat(client.resourceQuotas().inNamespace(copy).list().getItems())
                    .hasSize(1);
            return true;
        });
        velero.attempts.once(() -> namespaces.remove(work));
        velero.attempts.once(() -> namespaces.remove(work));

        assertThat(namespace(copy)).isNull();
        assertThat(namespace("shop")).isNotNull();
        assertThat(velero.count(VeleroKind.RESTORE)).isZero();
        velero.with(client -> {
            assertThat(client.configMaps()
                            .inNamespace("velero")
                            .withName(work.plan().name())
                            .get())
                    .isNull();
            return true;
        });
    }

    @Test
    void whatIsDamagedInTheBucketDoesNotComeBack() throws IOException {
        velero.site("damaged", "local", PAGE);
        var before = velero.stored("kopia");
        velero.backUp("nightly", "damaged-1", "damaged");
        var added = velero.stored("kopia").stream()
                .filter(file -> !before.contains(file))
                .toList();
        for (var file : added) {
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        var work = drill("backups/bbbbbbbb-1", "damaged");

        velero.attempts.once(() -> namespaces.fence(work));
        var restored = velero.attempts.once(() -> namespaces.restore(work));
        var compared = velero.attempts.once(() -> namespaces.compare(work));

        assertThat(restored.phase()).isEqualTo("PartiallyFailed");
        assertThat(restored.findings()).isNotEmpty();
        assertThat(compared.findings())
                .anySatisfy(finding -> assertThat(finding).contains("is Failed"));
        velero.attempts.once(() -> namespaces.remove(work));
        assertThat(namespace(work.plan().target())).isNull();
    }

    @Test
    void anAnswerThatIsNotTheExpectedOneIsAFinding() throws Exception {
        velero.site("blog", "local", PAGE);
        velero.write("blog", "posts.db", database());
        velero.backUp("nightly", "blog-1", "blog");
        var work = drill("backups/cccccccc-1", "blog");
        velero.attempts.once(() -> namespaces.fence(work));
        velero.attempts.once(() -> namespaces.restore(work));
        velero.attempts.once(() -> namespaces.settle(work));

        assertThat(velero.attempts.once(() -> namespaces.probe(work)).findings())
                .satisfiesExactly(
                        page -> assertThat(page).isEqualTo("web:80/ does not answer what it must contain"),
                        file -> assertThat(file).isEqualTo("cat in app=web does not print what it must contain"),
                        end -> assertThat(end).isEqualTo("false in app=web ended with 1"),
                        query -> assertThat(query).isEqualTo("sqlite3 in app=web ended with 1"),
                        none -> assertThat(none)
                                .startsWith("psql in app=web cannot be run: ")
                                .contains("executable file not found"),
                        nobody -> assertThat(nobody)
                                .isEqualTo("true in app=db cannot be run: no pod of these labels is ready"));
        velero.attempts.once(() -> namespaces.remove(work));
    }

    /** With two posts. */
    private static byte[] database() throws Exception {
        var file = directory.resolve("posts.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("create table posts as select 'one' as title union select 'two'");
        }
        return Files.readAllBytes(file);
    }

    @Test
    void aVolumeWithoutDataThatOutlivesItsClaimEndsADrillBeforeItBegins() {
        velero.site("hosted", "host-path", PAGE);
        velero.with(client -> {
            var volume = client.persistentVolumeClaims()
                    .inNamespace("hosted")
                    .withName("pages")
                    .get()
                    .getSpec()
                    .getVolumeName();
            return client.persistentVolumes().withName(volume).edit(v -> {
                v.getSpec().setPersistentVolumeReclaimPolicy("Retain");
                return v;
            });
        });
        velero.backUp("nightly", "hosted-1", "hosted");

        assertThatThrownBy(() -> drill("backups/dddddddd-1", "hosted"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.report().what())
                                .contains("backup hosted-1 holds no data of hosted/pages"));
    }

    @Test
    void whatADeadDrillHasLeftIsRemovedByTheNext() {
        var dead = drill("backups/eeeeeeee-1", "shop");
        velero.attempts.once(() -> namespaces.fence(dead));
        velero.attempts.once(() -> namespaces.restore(dead));
        var next = drill("backups/ffffffff-1", "shop");

        assertThat(velero.attempts.once(() -> namespaces.fence(next)).summary())
                .isEqualTo("homelab-drill-shop-ffffffff is there; removed what a dead drill left:"
                        + " homelab-drill-shop-eeeeeeee");
        assertThat(namespace(dead.plan().target())).isNull();
        velero.attempts.once(() -> namespaces.remove(next));
    }

    @Test
    void aNamespaceOfThatNameWhichIsNotOursIsNeitherUsedNorRemoved() {
        var work = drill("backups/12121212-1", "shop");
        velero.with(client -> client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(work.plan().target())
                        .addToLabels(Belongings.RESTORE, work.plan().name())
                        .addToLabels(Belongings.DRILL, "true")
                        .addToLabels("homelab.io/marker", "another-lab")
                        .endMetadata()
                        .build())
                .create());

        assertThatThrownBy(() -> velero.attempts.once(() -> namespaces.fence(work)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.report().kind()).isEqualTo(FailureClass.NOT_OURS));
        assertThatThrownBy(() -> velero.attempts.once(() -> namespaces.remove(work)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.report().kind()).isEqualTo(FailureClass.NOT_OURS));
        assertThat(namespace(work.plan().target())).isNotNull();
    }

    @Test
    void whatIsMissingComesBackInPlaceAndWhatIsThereStays() {
        velero.site("wiki", "local", PAGE);
        velero.backUp("nightly", "wiki-1", "wiki");
        velero.with(client -> {
            client.secrets().inNamespace("wiki").withName("key").delete();
            return client.configMaps().inNamespace("wiki").withName("settings").edit(settings -> {
                settings.setData(Map.of("color", "red"));
                return settings;
            });
        });
        var work = planned("restore-dev/13131313-1", new NamespaceRequest(Where.IN_PLACE, "wiki", null, null, null));
        assertThat(work.plan().backup()).isEqualTo("wiki-1");

        assertThat(velero.attempts.once(() -> namespaces.restore(work)).findings())
                .isEmpty();
        var compared = velero.attempts.once(() -> namespaces.compare(work));
        velero.attempts.once(() -> namespaces.tidy(work));

        assertThat(compared.findings()).isEmpty();
        assertThat(compared.words()).contains("; 1 that was there differs and was left so");
        velero.with(client -> {
            assertThat(client.secrets().inNamespace("wiki").withName("key").get())
                    .isNotNull();
            assertThat(client.configMaps()
                            .inNamespace("wiki")
                            .withName("settings")
                            .get()
                            .getData())
                    .containsEntry("color", "red");
            return true;
        });
    }

    @Test
    void whatIsBesideHasNoFenceAndATakenNameIsRefused() {
        var request = new NamespaceRequest(Where.BESIDE, "shop", null, null, "shop-back");
        var work = planned("restore-dev/14141414-1", request);
        velero.attempts.once(() -> namespaces.fence(work));
        assertThat(velero.attempts.once(() -> namespaces.restore(work)).findings())
                .isEmpty();
        assertThat(velero.attempts.once(() -> namespaces.compare(work)).findings())
                .isEmpty();
        velero.attempts.once(() -> namespaces.tidy(work));

        velero.with(client -> {
            assertThat(client.network()
                            .networkPolicies()
                            .inNamespace("shop-back")
                            .list()
                            .getItems())
                    .isEmpty();
            // Whatever is there that should not be is found.
            client.configMaps()
                    .inNamespace("shop-back")
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("settings")
                            .endMetadata()
                            .addToData("color", "blue")
                            .build())
                    .update();
            return true;
        });
        assertThat(velero.attempts.once(() -> namespaces.compare(work)).findings())
                .containsExactly("ConfigMap settings is not as the backup has it");
        assertThatThrownBy(() -> planned("restore-dev/15151515-1", request))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.report().what())
                                .isEqualTo("namespace shop-back is there already"));
    }

    @Test
    void aBackupThatIsNotThereIsToldWithThoseThatAre() {
        assertThatThrownBy(() -> planned(
                        "restore-dev/16161616-1", new NamespaceRequest(Where.BESIDE, "shop", "nosuch", null, "x")))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.report().what()).isEqualTo("there is no backup nosuch");
                    assertThat(problem.report().remedy())
                            .startsWith("those that hold it: ")
                            .contains("shop-1 of ");
                });
    }

    @Test
    void theNamespaceThatHasWaitedLongestIsNext() {
        var request = new NamespaceTask(
                velero.set(), "backups/17171717-1", new NamespaceRequest(Where.DRILL, null, null, null, null));
        var first = Objects.requireNonNull(
                velero.attempts.once(() -> namespaces.plan(request)).plan());
        assertThat(first).isNotNull().satisfies(plan -> assertThat(plan.namespace())
                .isEqualTo("shop"));
        var drilled = new DrilledNamespace(velero.set(), "backups/17171717-1", first, 14, Duration.ofMinutes(2), 0);
        velero.attempts.once(() -> {
            namespaces.note(drilled);
            namespaces.note(drilled);
            return true;
        });

        velero.backUp("nightly", "blog-2", "blog");
        assertThat(velero.attempts.once(() -> namespaces.plan(request)).plan())
                .as("the same run chooses the same")
                .satisfies(plan -> assertThat(plan.namespace()).isEqualTo("shop"));
        var next = new NamespaceTask(
                velero.set(), "backups/18181818-1", new NamespaceRequest(Where.DRILL, null, null, null, null));
        assertThat(velero.attempts.once(() -> namespaces.plan(next)).plan())
                .satisfies(plan -> assertThat(plan.namespace()).isEqualTo("blog"));
    }
}
