package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the damage of a real repository's packs means for its files. */
class HurtFilesTest extends OnARepository {
    @Test
    void everyFileIsHurtBySomePackAndInAllSnapshotsThatHaveIt() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "");
        var snapshots = attempts.once(() -> restic().snapshots(open(lab))).stream()
                .map(snapshot -> snapshot.id().substring(0, 8))
                .toList();
        var lines = new ArrayList<String>();

        for (var pack : repository.packs()) {
            lines.addAll(hurt(lab, List.of(pack)));
        }

        assertThat(snapshots).hasSize(2);
        var both = "snapshots " + snapshots.stream().sorted().collect(Collectors.joining(", "));
        assertThat(lines)
                .contains(
                        "hurts " + repository.source() + "/file-0 of " + both,
                        "hurts " + repository.source() + "/later of snapshot " + snapshots.getLast());
    }

    @Test
    void whatIsBelowADirectoryThatCannotBeReadIsNotPassedOver() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "");
        var packs = repository.packs();
        for (var pack : packs) {
            RepositoryInTest.damage(pack);
        }
        try {
            assertThat(hurt(lab, packs))
                    .last()
                    .asString()
                    .matches(
                            "hurts directories of snapshots [0-9a-f]{8}, [0-9a-f]{8}, what is below them cannot be listed");
        } finally {
            for (var pack : packs) {
                RepositoryInTest.damage(pack);
            }
        }
    }

    @Test
    void aPackThatResticCannotOpenKeepsItFromNoOther() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "");
        var packs = repository.packs();
        var cut = packs.getFirst();
        var whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        try {
            var others = hurt(lab, packs.subList(1, packs.size()));
            assertThat(hurt(lab, packs))
                    .containsAll(others)
                    .last()
                    .asString()
                    .startsWith("which files are hurt could not be asked: data/")
                    .contains(cut.getFileName().toString());
        } finally {
            Files.write(cut, whole);
        }
    }

    @Test
    void whoCannotBeAskedSaysSoAndThrowsNothing() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "");
        var pack = ids(repository.packs().subList(0, 1));

        assertThat(attempts.once(() -> new HurtFiles(restic("/nowhere/restic")).of(open(lab), pack)))
                .singleElement()
                .asString()
                .startsWith("which files are hurt could not be asked: ");
    }

    private List<String> hurt(Taken lab, List<Path> packs) {
        return attempts.once(() -> new HurtFiles(restic()).of(open(lab), ids(packs)));
    }

    private static List<String> ids(List<Path> packs) {
        return packs.stream().map(pack -> pack.getFileName().toString()).toList();
    }

    private static Repositories.Open open(Taken lab) {
        return new Repositories(lab.lab().reader(), new Transports(Gate.OPEN)).open(lab.set());
    }
}
