package io.homelab.activities.velero;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.kubernetes.CustomState;
import io.homelab.activities.real.RealServers;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.DevCluster;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.velero.restore.VeleroNamespaces;
import io.homelab.simulator.charts.VeleroDefinitions;
import io.homelab.simulator.kubernetes.volumes.Claims;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.talos.TalosSystem;
import io.homelab.workflows.backup.SetRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** DEV of the example lab with Velero, volumes and a real S3 server. */
public final class VeleroInTest implements AutoCloseable {
    private static final double FASTER = 200;
    private static final double WAITS_FASTER = 20;
    private static final String ACCESS_KEY = "AKIAHOMELAB00001";
    private static final String SECRET_KEY = "a-secret-key-of-the-test";
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    public final Attempts attempts = new Attempts();
    public final Transports transports = new Transports(Gate.OPEN);
    private final Path directory;
    private final Worlds worlds;
    private final Lab world;
    private final LabInTest lab;
    private final DevCluster dev;
    private final int port = RealServers.freePort();
    private Process s3;

    /** @param backups what the lab file wants of the cluster's backups, as YAML */
    public VeleroInTest(Path directory, String backups) throws IOException {
        this(directory, backups, true);
    }

    private VeleroInTest(Path directory, String backups, boolean withKeys) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("s3/velero"));
        s3 = serve();
        worlds = new Worlds(directory.resolve("worlds"), List.of(new TalosSystem()));
        world = worlds.create("lab", 1, 1 / FASTER);
        lab = LabInTest.in(
                directory.resolve("lab"),
                world,
                WAITS_FASTER,
                wants(backups.replace("@S3@", "http://127.0.0.1:" + port)));
        dev = DevCluster.build(lab, transports, attempts);
        install();
        if (withKeys) {
            putKeys();
        }
    }

    /**
     * Velero as Git brings it, which has no keys yet, and waits for them in the Secret {@code velero-s3}.
     *
     * @param backups likewise; {@code @S3@} stands for the server
     */
    public static VeleroInTest withoutKeys(Path directory, String backups) throws IOException {
        Files.createDirectories(directory.resolve("lab"));
        Files.writeString(directory.resolve("lab/access"), ACCESS_KEY + "\n");
        Files.writeString(directory.resolve("lab/secret"), SECRET_KEY + "\n");
        return new VeleroInTest(directory, backups, false);
    }

    private static Consumer<ObjectNode> wants(String backups) {
        return file -> file.putObject("backups").putObject("clusters").set("dev", YAML.readTree(backups));
    }

    private Process serve() throws IOException {
        var builder = new ProcessBuilder(
                        Objects.requireNonNullElse(System.getenv("HOMELAB_RCLONE"), "rclone"),
                        "serve",
                        "s3",
                        directory.resolve("s3").toString(),
                        "--addr=127.0.0.1:" + port,
                        "--vfs-cache-mode=off",
                        "--dir-cache-time=1ms",
                        "--config=/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("rclone.log").toFile());
        builder.environment().put("RCLONE_AUTH_KEY", "\"" + ACCESS_KEY + "," + SECRET_KEY + "\"");
        var process = builder.start();
        RealServers.until(
                "the S3 server answers, see " + directory, () -> process.isAlive() && RealServers.accepts(port));
        return process;
    }

    /** The S3 server dies. */
    public void loseStorage() {
        s3.destroyForcibly().onExit().join();
    }

    /** It is back. */
    public void findStorage() throws IOException {
        s3 = serve();
    }

    /** The files of the bucket below a directory. */
    public List<Path> stored(String below) throws IOException {
        try (var files = Files.walk(directory.resolve("s3/velero").resolve(below))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The simulated lab, to do something to it. */
    public Lab world() {
        return world;
    }

    public DevCluster dev() {
        return dev;
    }

    public SetRef set() {
        return new SetRef("dev", lab.snapshot());
    }

    public Path state() {
        return lab.directory().resolve("state");
    }

    /** What restores namespaces of it. */
    public VeleroNamespaces namespaces() {
        return new VeleroNamespaces(dev.clusters(), transports, state(), LabClock.system());
    }

    /** Asks the cluster. */
    public <T> T with(Function<KubernetesClient, T> work) {
        return dev.clusters().with(dev.ref(), (_, client) -> work.apply(client));
    }

    /** Applies manifests of any kinds. */
    public void apply(String yaml) {
        with(client -> {
            for (var document : yaml.split("(?m)^---\\s*$")) {
                if (!document.isBlank()) {
                    client.resource(document)
                            .fieldManager("test")
                            .forceConflicts()
                            .serverSideApply();
                }
            }
            return true;
        });
    }

    private void install() {
        apply(VeleroDefinitions.yaml());
        RealServers.until(
                "Velero's kinds are served", () -> with(client -> client.getApiResources("velero.io/v1") != null));
        apply(VeleroManifests.installation(port));
    }

    private void putKeys() {
        apply(VeleroManifests.keys(ACCESS_KEY, SECRET_KEY));
        RealServers.until("Velero reaches its storage", () -> custom(VeleroKind.LOCATION, "default")
                .flatMap(location -> location.text("status", "phase"))
                .filter("Available"::equals)
                .isPresent());
    }

    /** One of Velero's resources. */
    public Optional<CustomState> custom(VeleroKind kind, String name) {
        return with(client -> new Velero(client, "dev", "velero").find(kind, name));
    }

    /** How many of a kind there are. */
    public long count(VeleroKind kind) {
        return with(
                client -> (long) new Velero(client, "dev", "velero").list(kind).size());
    }

    /** A site with one page, a secret and a door to the outside. */
    public void site(String namespace, String storageClass, String page) {
        apply(VeleroManifests.site(namespace, storageClass));
        RealServers.until(
                "the site of " + namespace + " runs",
                () -> with(client -> Optional.ofNullable(client.apps()
                                .deployments()
                                .inNamespace(namespace)
                                .withName("web")
                                .get()
                                .getStatus()) // none until a controller has seen it
                        .map(DeploymentStatus::getReadyReplicas)
                        .filter(ready -> ready > 0)
                        .isPresent()));
        write(namespace, "index.html", page.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file into the volume of a site. */
    public void write(String namespace, String file, byte[] content) {
        new Volumes(world.world().store(), "dev")
                .write(new Claims(world.world().store()).volume("dev", namespace, "pages"), file, content);
    }

    /** Makes a schedule that never comes by itself, and waits until Velero has taken it. */
    public void schedule(String name, String... namespaces) {
        var spec = Map.of(
                "schedule",
                "0 3 31 12 *",
                "template",
                Map.of("includedNamespaces", List.of(namespaces), "ttl", "720h0m0s"));
        with(client -> {
            new Velero(client, "dev", "velero").ensure(VeleroKind.SCHEDULE, name, Map.of(), Map.of(), spec);
            return true;
        });
        RealServers.until("schedule " + name, () -> custom(VeleroKind.SCHEDULE, name)
                .flatMap(schedule -> schedule.text("status", "phase"))
                .isPresent());
    }

    /** Backs up as a schedule does, and waits for the end; its phase. */
    public String backUp(String schedule, String name, String... namespaces) {
        with(client -> {
            new Velero(client, "dev", "velero")
                    .ensure(
                            VeleroKind.BACKUP,
                            name,
                            Map.of(Velero.SCHEDULE, schedule),
                            Map.of(),
                            Map.of("includedNamespaces", List.of(namespaces), "ttl", "720h0m0s"));
            return true;
        });
        RealServers.until("backup " + name, () -> custom(VeleroKind.BACKUP, name)
                .map(VeleroBackup::new)
                .filter(VeleroBackup::ended)
                .isPresent());
        return new VeleroBackup(custom(VeleroKind.BACKUP, name).orElseThrow()).phase();
    }

    /** Changes one of Velero's resources. */
    public void patch(VeleroKind kind, String name, Map<String, ?> change) {
        with(client -> client.genericKubernetesResources(kind.context())
                .inNamespace("velero")
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(change)));
    }

    /** Asks Velero to forget a backup with its data, and waits until it has. */
    public void forget(String backup) {
        with(client -> {
            var request = new GenericKubernetesResource();
            request.setApiVersion("velero.io/v1");
            request.setKind("DeleteBackupRequest");
            request.setMetadata(new ObjectMetaBuilder()
                    .withName(backup)
                    .withNamespace("velero")
                    .build());
            request.setAdditionalProperty("spec", Map.of("backupName", backup));
            return client.resource(request).create();
        });
        RealServers.until("backup " + backup + " is gone", () -> custom(VeleroKind.BACKUP, backup)
                .isEmpty());
    }

    @Override
    public void close() {
        attempts.close();
        worlds.close();
        s3.destroyForcibly().onExit().join();
    }
}
