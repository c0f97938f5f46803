package io.homelab.activities.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.labfile.LabFileActivities;
import io.homelab.activities.labfile.LabProperties;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.state.LabLock;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.world.CallLog.Call;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.hypervisor.HypervisorActivities;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.SnapshotRequest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Talos image that a person brings by --image-file. */
class ImageAtHandTest {
    private static final int SIZE = 3 << 20;

    @TempDir
    Path directory;

    private Worlds worlds;
    private Lab world;
    private LabInTest lab;
    private Path image;
    private final Attempts attempts = new Attempts();

    @BeforeEach
    void aLabAndAnImage() throws IOException {
        worlds = new Worlds(directory.resolve("worlds"), List.of());
        world = worlds.create("lab", 1, 0.0001);
        lab = LabInTest.in(Files.createDirectories(directory.resolve("lab")), world, 1000, file -> {});
        image = directory.resolve("talos.iso");
        var bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        Files.write(image, bytes);
    }

    @AfterEach
    void end() {
        attempts.close();
        worlds.close();
    }

    @Test
    void itIsUploadedWithItsChecksumAndRecordedAndNothingIsFetched() {
        var dev = snapshotWithImage();

        var outcome =
                attempts.untilOver(() -> activities().ensureImage(dev)).value().orElseThrow();

        assertThat(outcome.changed()).isTrue();
        assertThat(calls("factory")).isEmpty();
        var recorded = LabLock.beside(lab.directory().resolve("lab.yaml"))
                .find(LabLock.Kind.IMAGE, name())
                .orElseThrow();
        assertThat(recorded.size()).isEqualTo(SIZE);
        assertThat(recorded.sha256()).hasSize(64);
    }

    @Test
    void itIsPartOfTheSnapshotWhichANewWorkerReads() {
        var dev = snapshotWithImage();

        assertThat(dev.snapshot()).isNotEqualTo(lab.snapshot());
        assertThat(snapshotWithImage()).isEqualTo(dev);
        var home = lab.directory();
        var again = new LabReader(
                new LabProperties(home.resolve("lab.yaml"), home.resolve("state"), home.resolve("cache")),
                home.resolve("identity.txt"),
                Map.of());
        assertThat(again.snapshot(dev.snapshot()).lab().images().file()).isEqualTo(image.toString());
        assertThat(again.snapshot(dev.snapshot()).lab().clusters())
                .isEqualTo(again.snapshot(lab.snapshot()).lab().clusters());
    }

    @Test
    void aRunWithoutItUsesWhatWasBroughtOnce() {
        attempts.untilOver(() -> activities().ensureImage(snapshotWithImage())).orThrow();

        var outcome = attempts.untilOver(() -> activities().ensureImage(lab.cluster("dev")))
                .value()
                .orElseThrow();

        assertThat(outcome.changed()).isFalse();
        assertThat(outcome.summary()).contains("as it was brought");
        assertThat(calls("factory")).isEmpty();
    }

    @Test
    void anAlteredOneIsFoundBeforeTheFirstWrite() throws IOException {
        attempts.untilOver(() -> activities().ensureImage(snapshotWithImage())).orThrow();
        alter();

        assertRefusedByPreflight("is not the " + name() + " that was used before");
    }

    @Test
    void oneThatIsNotWhatWasFetchedIsFoundBeforeTheFirstWrite() {
        attempts.untilOver(() -> activities().ensureImage(lab.cluster("dev"))).orThrow();

        assertRefusedByPreflight("is not the " + name() + " that was used before");
    }

    @Test
    void oneThatIsTooSmallIsFoundBeforeTheFirstWrite() throws IOException {
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(1000);
        }

        assertRefusedByPreflight("has only 1000 bytes");
    }

    @Test
    void oneThatIsNotThereIsFoundBeforeTheFirstWrite() throws IOException {
        Files.delete(image);

        assertRefusedByPreflight("there is no image file " + image);
    }

    private void assertRefusedByPreflight(String what) {
        var dev = snapshotWithImage();
        var writes = writes();

        var report = problem(dev);

        assertThat(report.kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(report.what()).contains(what);
        assertThat(report.where()).contains("--image-file");
        assertThat(report.remedy()).isNotBlank();
        assertThat(writes()).isEqualTo(writes);
    }

    private FailureReport problem(ClusterRef dev) {
        return attempts.untilOver(() -> activities().preflight(dev))
                .problem()
                .orElseThrow()
                .report();
    }

    private void alter() throws IOException {
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(SIZE / 2);
            file.write(1 + file.read());
        }
    }

    private ClusterRef snapshotWithImage() {
        return new LabFileActivities(lab.reader())
                .takeSnapshot(new SnapshotRequest("dev", null, image.toString()))
                .ref();
    }

    private String name() {
        return ImageNames.file(lab.reader().snapshot(lab.snapshot()), "dev");
    }

    private HypervisorActivities activities() {
        var transports = new Transports(Gate.OPEN);
        return new ProxmoxHypervisorActivities(new Hypervisors(lab.reader(), transports), transports);
    }

    private List<Call> calls(String system) {
        return world.world().calls().since(0).stream()
                .filter(call -> call.system().equals(system))
                .toList();
    }

    private List<Call> writes() {
        return calls("proxmox").stream().filter(Call::mutating).toList();
    }
}
