package io.homelab.simulator.kubernetes.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ContainerTest {
    private static final String POD = """
            {'spec':{'volumes':[
               {'name':'data','persistentVolumeClaim':{'claimName':'claim'}},
               {'name':'settings','configMap':{'name':'settings'}}],
             'containers':[{'name':'app','workingDir':'/srv/data','volumeMounts':[
               {'name':'data','mountPath':'/srv/data'},
               {'name':'settings','mountPath':'/srv/data/settings'},
               {'name':'data','mountPath':'/etc/app.conf','subPath':'etc/app.conf'},
               {'name':'data','mountPath':'/part/','subPath':'etc'}]}]}}
            """;

    @TempDir
    static Path state;

    private static DiskWorld world;
    private static Container container;

    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void volume() throws Exception {
        world = new Worlds(state, List.of()).create(WorldOptions.of("containers", 1));
        var volumes = new Volumes(world.store(), "dev");
        volumes.write("pv", "file", "hello\n".getBytes(StandardCharsets.UTF_8));
        volumes.write("pv", "empty", new byte[0]);
        volumes.write("pv", "etc/app.conf", "a=b\n".getBytes(StandardCharsets.UTF_8));
        database(volumes);
        var pod = Json.of(POD);
        container = Container.of(
                pod,
                Json.at(pod, "spec.containers").path(0),
                claim -> Optional.of("pv").filter(volume -> claim.equals("claim")),
                volumes);
    }

    /** A database with a row that is still in its log alone, as a running application has it. */
    private static void database(Volumes volumes) throws Exception {
        var file = state.resolve("app.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("create table t (a, b, c)");
            statement.execute("insert into t values (1, 'x;y', null), (2.5, x'4142', 'ü')");
            statement.execute("pragma journal_mode = wal");
            statement.execute("insert into t values (3, '', '')");
            volumes.write("pv", "app.db", Files.readAllBytes(file));
            volumes.write("pv", "app.db-wal", Files.readAllBytes(state.resolve("app.db-wal")));
        }
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static Ended run(String... command) throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream("typed".getBytes(StandardCharsets.UTF_8));
        var code = container.run(List.of(command), new Streams(in, out, err));
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Ended said(String out) {
        return new Ended(0, out, "");
    }

    @Test
    void filesAreThoseOfTheMountedVolumes() throws Exception {
        assertThat(run("cat", "/srv/data/file")).isEqualTo(said("hello\n"));
        assertThat(run("/bin/cat", "file", "/etc/app.conf", "/srv/../part/./app.conf"))
                .isEqualTo(said("hello\na=b\na=b\n"));
        assertThat(run("cat")).isEqualTo(said("typed"));
        assertThat(run("cat", "/srv/data", "none"))
                .isEqualTo(new Ended(
                        1, "", "cat: read error: Is a directory\ncat: can't open 'none': No such file or directory\n"));
        assertThat(run("sha256sum", "empty", "-").out())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty\n"
                        + "2259e961582c9ae17235db655c751ddb198605c3bea788a4170a8baa3511c614  -\n");
        assertThat(run("wc", "-c", "file")).isEqualTo(said("6 file\n"));
    }

    @Test
    void directoriesAreListedWithTheMountsInThem() throws Exception {
        assertThat(run("ls")).isEqualTo(said("app.db\napp.db-wal\nempty\netc\nfile\nsettings\n"));
        assertThat(run("ls", "/")).isEqualTo(said("etc\npart\nsrv\n"));
        assertThat(run("ls", "/part", "file", "settings")).isEqualTo(said("file\n\n/part:\napp.conf\n\nsettings:\n"));
        assertThat(run("ls", "/none")).isEqualTo(new Ended(1, "", "ls: /none: No such file or directory\n"));
    }

    @Test
    void testAnswersByItsExitCode() throws Exception {
        assertThat(run("test", "-e", "/srv").code()).isZero();
        assertThat(run("test", "-d", "etc").code()).isZero();
        assertThat(run("test", "-d", "file").code()).isEqualTo(1);
        assertThat(run("test", "-f", "file").code()).isZero();
        assertThat(run("test", "-f", "etc").code()).isEqualTo(1);
        assertThat(run("test", "-s", "file").code()).isZero();
        assertThat(run("test", "-s", "empty").code()).isEqualTo(1);
        assertThat(run("test", "-e", "none").code()).isEqualTo(1);
        assertThat(run("test", "-x", "file")).isEqualTo(new Ended(2, "", "test: -x: unknown operand\n"));
    }

    @Test
    void sqliteAnswersInListModeWhatIsInTheFileAndItsLog() throws Exception {
        assertThat(run("sqlite3", "-readonly", "app.db", "select * from t; -- one;\nselect ';', 1e20"))
                .isEqualTo(said("1|x;y|\n2.5|AB|ü\n3||\n;|1.0e+20\n"));
        assertThat(run("sqlite3", "/srv/data/app.db", "pragma integrity_check")).isEqualTo(said("ok\n"));
    }

    @Test
    void sqliteSaysWhatIsWrongAndChangesNothing() throws Exception {
        assertThat(run("sqlite3", "app.db", "select 1; select * from nope; select 2"))
                .isEqualTo(new Ended(1, "1\n", "Error: in prepare, no such table: nope\n"));
        assertThat(run("sqlite3", "app.db", "delete from t"))
                .isEqualTo(new Ended(8, "", "Error: stepping, attempt to write a readonly database (8)\n"));
        assertThat(run("sqlite3", "file", "select * from t"))
                .isEqualTo(new Ended(26, "", "Error: in prepare, file is not a database (26)\n"));
        assertThat(run("sqlite3", "none.db", "select 1"))
                .isEqualTo(
                        new Ended(1, "", "Error: unable to open database \"none.db\": unable to open database file\n"));
        assertThat(run("sqlite3", "app.db", ".tables").code()).isEqualTo(1);
        assertThat(run("sqlite3", "-json", "app.db", "select 1").err())
                .startsWith("sqlite3: Error: unknown option: -json");
    }

    @Test
    void sqliteReachesNoFileOfTheMachine() throws Exception {
        var outside = state.resolve("app.db");
        var copy = state.resolve("copy.db");
        assertThat(run("sqlite3", "app.db", "attach '" + outside + "' as o; select * from o.t"))
                .isEqualTo(new Ended(1, "", "Error: stepping, too many attached databases - max 0\n"));
        assertThat(run("sqlite3", "app.db", "vacuum into '" + copy + "'").code())
                .isNotZero();
        assertThat(copy).doesNotExist();
    }

    @Test
    void everythingElseIsNotThere() {
        assertThatThrownBy(() -> run("sh", "-c", "true"))
                .isInstanceOf(NoSuchProgram.class)
                .hasMessageEndingWith("exec: \"sh\": executable file not found in $PATH: unknown");
    }
}
