package io.homelab.activities.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.BackupSpec.DeepSets;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.backup.copies.CopyRules;
import io.homelab.workflows.backup.copies.CopyRules.CopyRule;
import io.homelab.workflows.backup.copies.CopyRules.PlacedCopy;
import io.homelab.workflows.backup.pool.VerifiedPools;
import io.homelab.workflows.backup.pool.VerifiedPools.VerifiedPool;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabBackupActivitiesTest {
    @TempDir
    Path directory;

    private LabBackupActivities backups;

    @BeforeEach
    void aLab() throws IOException {
        var lab = ExampleLab.in(directory, """

                backups:
                  sets:
                    offsite:
                      repository: /srv/restic
                      password: env:NONE
                      sources: [{host: nas}, {host: prod, paths: [/srv], tag: nightly}]
                      place: {site: gra, medium: object-storage}
                    nas:
                      repository: /srv/other
                      password: env:NONE
                      sources: [{host: prod, paths: [/srv/photos, /srv/music]}]
                      place: {site: home, medium: hdd}
                    alone: {repository: /srv/third, password: env:NONE, sources: [{host: nas}], audit: {deep: {}}}
                  copies:
                    photos:
                      live: {site: home, medium: ssd}
                      host: prod
                      paths: [/srv/photos]
                      sets: [nas, offsite]
                  pools:
                    rpool: {}
                    tank: {datasets: {tank/data: {hourly: 90m}}}
                """);
        backups = new LabBackupActivities(lab.reader());
    }

    @Test
    void poolsAreReadWithWhetherTheyHaveDatasets() {
        var spec = read();

        assertThat(spec.sets()).containsExactly("offsite", "nas", "alone");
        assertThat(spec.pools())
                .isEqualTo(
                        new VerifiedPools(List.of(new VerifiedPool("rpool", false), new VerifiedPool("tank", true))));
    }

    @Test
    void aPoolIsChosenByItsNameAndThenNoSetIs() {
        var spec = read("tank");

        assertThat(spec.sets()).isEmpty();
        assertThat(spec.pools()).isEqualTo(new VerifiedPools(List.of(new VerifiedPool("tank", true))));
        assertThat(read("offsite").pools()).isNull();
    }

    @Test
    void aSetIsCheckedDeepOnlyIfItAsksForIt() {
        assertThat(read().deep()).isEqualTo(new DeepSets(List.of("alone")));
        assertThat(read("offsite").deep()).isNull();
    }

    @Test
    void aNameOfNeitherIsToldWithThoseThatThereAre() {
        var problem = catchThrowableOfType(Problem.class, () -> read("tnak")).report();

        assertThat(problem.kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(problem.what()).isEqualTo("the lab file has no backup set tnak");
        assertThat(problem.remedy()).isEqualTo("it has: offsite, nas, alone, rpool, tank");
    }

    @Test
    void whatMustBeKeptInSeveralPlacesIsReadWithTheWordsThatItsChecksUse() {
        var rules = new CopyRules(List.of(new CopyRule(
                "photos",
                3,
                2,
                1,
                List.of(
                        new PlacedCopy(null, null, "home", "ssd"),
                        new PlacedCopy("nas", "host prod, /srv/photos, /srv/music", "home", "hdd"),
                        new PlacedCopy("offsite", "host prod, /srv, tag nightly", "gra", "object-storage")))));

        assertThat(read().copies()).isEqualTo(rules);
        assertThat(read("offsite", "nas").copies()).isEqualTo(rules);
    }

    @Test
    void aRunThatLeavesOutASetOfItDoesNotJudgeIt() {
        assertThat(read("offsite").copies()).isNull();
        assertThat(read("nas", "alone", "tank").copies()).isNull();
    }

    private BackupSpec read(String... only) {
        return backups.read(new VerifyRequest(List.of(only), false, null));
    }
}
