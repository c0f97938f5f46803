package io.homelab.cli.rehearsal;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.controlplane.Installation;
import io.homelab.cli.controlplane.ObjectStoreProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What makes a simulated lab one with backups: an S3 server, its bucket's promises, a repository in it, and a backup set in the lab file. */
final class BackupLab {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BUCKET = "homelab";
    private static final String ACCESS_KEY = "s3-access-key";
    private static final String SECRET_KEY = "s3-secret-key";
    private static final String PASSWORD = "restic-password";
    private static final String SET = "offsite";
    private static final String HOST = "nas";
    private static final String TAG = "nightly";
    private static final int FILES = 24;
    private static final int FILE_BYTES = 2 << 20;
    private static final int DUMP_BYTES = 1 << 16;
    /** More than there are: whatever is damaged is in each drill. */
    private static final int ALL = 100;

    private static final int KEY_BYTES = 16;
    private static final String WORLD = "lab";

    private final Installation installation;
    private final ControlPlane controlPlane;
    private final ObjectStoreProcess store;
    private final EditedLab lab;
    private final MoreBackups more;
    private String front = "";
    private final String accessKey = random();
    private final String secretKey = random();
    private final String password = random();

    BackupLab(Installation installation, ControlPlane controlPlane) {
        this.installation = installation;
        this.controlPlane = controlPlane;
        this.lab = new EditedLab(controlPlane);
        this.store = new ObjectStoreProcess(installation, controlPlane.places(), "backups");
        this.more = new MoreBackups(this, sourceDirectory());
    }

    /** Starts the server, takes two backups, and fills the lab file; what there is now. */
    String prepare() throws IOException {
        store.start(BUCKET, accessKey, secretKey);
        front = controlPlane
                .simulator()
                .call(
                        "POST",
                        "/worlds/" + WORLD + "/s3",
                        Map.of("upstream", store.url().toString(), "access", accessKey, "secret", secretKey))
                .path("url")
                .asString();
        var source = source();
        restic("init");
        backup();
        Files.writeString(source.resolve("written-later.txt"), "between two backups\n");
        fill();
        return "an S3 server at " + front + " with a restic repository of a backup of host " + HOST + ": "
                + repository();
    }

    /** A bucket of the same server is to be Velero's. */
    void veleroIn(VeleroLab cluster) throws IOException {
        Files.createDirectories(store.directory().resolve("velero"));
        cluster.install(front);
        cluster.fill("s3:" + front + "/velero", "age:" + ACCESS_KEY, "age:" + SECRET_KEY);
    }

    /** What the checks call the only source of the lab file. */
    String sourceName(String host) {
        return "host " + host + ", " + sourceDirectory() + ", tag " + TAG;
    }

    /** The same of the host that is there. */
    String sourceName() {
        return sourceName(HOST);
    }

    /** The set of the lab file. */
    String set() {
        return SET;
    }

    /** Where the canary is. */
    Path canary() {
        return sourceDirectory().resolve(".homelab-canary");
    }

    /** SHA-256 by path of every object. */
    Map<String, String> digests() throws IOException {
        var digests = new TreeMap<String, String>();
        try (var files = Files.walk(store.directory())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                digests.put(name(file), HexFormat.of().formatHex(sha256(Files.readAllBytes(file))));
            }
        }
        return digests;
    }

    /** The largest file of a directory of the repository: of {@code data}, a pack with photos in it. */
    Path largest(String kind) throws IOException {
        return files(kind).stream()
                .max(Comparator.comparing((Path file) -> file.toFile().length()).thenComparing(file -> file))
                .orElseThrow();
    }

    /** The files of a directory of the repository, such as {@code data}; what goes while it is looked for is not there. */
    List<Path> files(String kind) throws IOException {
        var there = directory().resolve(kind);
        var files = new TreeSet<Path>();
        Files.walkFileTree(there, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // a server of objects keeps no empty directory
                }
                throw e;
            }
        });
        return List.copyOf(files);
    }

    /** The repository's. */
    Path directory() {
        return store.directory().resolve(BUCKET).resolve("restic");
    }

    /** Somebody changes the only backup set of the lab file. */
    void set(Consumer<ObjectNode> change) throws IOException {
        lab.change(file -> change.accept((ObjectNode) file.at("/backups/sets/" + SET)));
    }

    /** Somebody changes the only source of the lab file. */
    void source(Consumer<ObjectNode> change) throws IOException {
        lab.change(file -> change.accept((ObjectNode) file.at("/backups/sets/" + SET + "/sources/0")));
    }

    /** Somebody puts another password into the secret store, or the right one again. */
    void password(boolean right) throws IOException {
        lab.keep(PASSWORD, right ? password : random());
    }

    /** The checks of the last signed report that did not pass. */
    Set<String> findings() throws IOException {
        var directory = controlPlane.places().state().resolve("evidence");
        try (var files = Files.list(directory)) {
            var last = files.filter(file -> file.getFileName().toString().endsWith("-backups.json"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(
                            () -> new CommandFailure(ExitCode.FAILED, "there is no signed report in " + directory));
            var envelope = JSON.readTree(last.toFile());
            var statement = JSON.readTree(
                    Base64.getDecoder().decode(envelope.path("payload").asString()));
            return statement
                    .at("/predicate/report/checks")
                    .valueStream()
                    .filter(check -> !check.path("verdict").asString().equals("PASS"))
                    .map(check -> check.path("check").asString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** As the bucket calls it. */
    String name(Path file) {
        return store.directory().relativize(file).toString();
    }

    private String repository() {
        return "s3:" + front + "/" + BUCKET + "/restic";
    }

    /** One more backup of the source. */
    void backup() throws IOException {
        restic("backup", "--host", HOST, "--tag", TAG, sourceDirectory().toString());
    }

    /** Backups with the wrong things in them. */
    MoreBackups more() {
        return more;
    }

    /** Somebody sets lifecycle rules of the bucket, or none. */
    void rules(String xml) {
        controlPlane.simulator().call("POST", "/worlds/" + WORLD + "/s3/" + BUCKET + "/lifecycle", Map.of("xml", xml));
    }

    /** What is backed up. */
    Path sourceDirectory() {
        return store.directory().resolveSibling("source");
    }

    private Path source() throws IOException {
        var directory = Files.createDirectories(sourceDirectory());
        var random = new Random(4);
        var bytes = new byte[FILE_BYTES];
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(bytes);
            Files.write(directory.resolve("photo-" + i + ".raw"), bytes);
        }
        Files.write(directory.resolve("dump.sql"), Arrays.copyOf(bytes, DUMP_BYTES));
        return directory;
    }

    /** The real restic, without anybody to type; what it says goes where errors go. */
    ProcessBuilder program(String... arguments) {
        var words = new ArrayList<>(List.of(
                installation.environment().getOrDefault("HOMELAB_RESTIC", "restic"),
                "--repo",
                repository(),
                "--no-cache",
                "--quiet"));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", password);
        builder.environment().put("AWS_ACCESS_KEY_ID", accessKey);
        builder.environment().put("AWS_SECRET_ACCESS_KEY", secretKey);
        return builder;
    }

    /** Runs it to its end; what it said. */
    String restic(String... arguments) throws IOException {
        var process = program(arguments).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new CommandFailure(ExitCode.FAILED, "restic " + arguments[0] + " failed: " + said.strip());
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.DETACHED, "interrupted", e);
        }
    }

    private void fill() throws IOException {
        lab.keep(ACCESS_KEY, accessKey);
        lab.keep(SECRET_KEY, secretKey);
        lab.keep(PASSWORD, password);
        lab.change(file -> {
            var set = file.putObject("backups").putObject("sets").putObject(SET);
            set.put("repository", repository());
            set.put("accessKey", "age:" + ACCESS_KEY).put("secretKey", "age:" + SECRET_KEY);
            set.put("password", "age:" + PASSWORD);
            set.putArray("sources")
                    .addObject()
                    .put("host", HOST)
                    .put("tag", TAG)
                    .put("within", "26h")
                    .put("local", true)
                    .put("canary", canary().toString())
                    .putArray("paths")
                    .add(sourceDirectory().toString());
            set.putObject("drill").put("files", ALL);
            set.putObject("audit").put("within", "4d").putObject("deep").put("of", 1);
        });
    }

    private static String random() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
