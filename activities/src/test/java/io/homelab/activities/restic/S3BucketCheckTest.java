package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.backup.LabBackupActivities;
import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.s3.BucketConfiguration.Setting;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bucket promises, over S3's own protocol. */
class S3BucketCheckTest extends OnAFrontedRepository {
    private static final String SOURCES = "[{host: nas}]";
    private static final String ALL = "bucket: {versioning: true, objectLock: true}";

    @Test
    void aBucketWithNothingSetHasNoFindingWhenNothingIsAsked() throws Exception {
        var check = check(fronted(""));

        assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(check.seen()).isEqualTo("there are no lifecycle rules; versioning is off; object lock is off");
        assertThat(check.remedy()).isNull();
    }

    @Test
    void whatIsAskedForAndMissingIsAFinding() throws Exception {
        var check = check(fronted(ALL));

        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen()).isEqualTo("versioning is off, and lab.yaml asks for it");
        assertThat(check.details())
                .containsExactly("object lock is off, and lab.yaml asks for it", "there are no lifecycle rules");
        assertThat(check.remedy())
                .startsWith("switch versioning on for the bucket")
                .contains("default retention");
    }

    @Test
    void whatIsAskedForAndThereIsTold() throws Exception {
        var lab = fronted(ALL);
        versioning("Enabled");
        lock("<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>30</Days></DefaultRetention></Rule>");

        var check = check(lab);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(check.seen())
                .isEqualTo("there are no lifecycle rules; versioning is on; object lock is on, COMPLIANCE for 30 days");
    }

    @Test
    void aLockThatLocksNothingByDefaultIsNone() throws Exception {
        var lab = fronted(ALL);
        versioning("Enabled");
        lock("");

        assertThat(check(lab)).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.seen()).startsWith("object lock is on, and locks no object by default, and lab.yaml");
        });
    }

    @Test
    void suspendedIsNotOn() throws Exception {
        var lab = fronted("bucket: {versioning: true}");
        versioning("Suspended");

        assertThat(check(lab).seen()).isEqualTo("versioning is suspended, and lab.yaml asks for it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Filter/>",
                "<Filter><Prefix></Prefix></Filter>",
                "<Filter><Prefix>re</Prefix></Filter>",
                "<Filter><Prefix>restic/data/ab/</Prefix></Filter>",
                "<Filter><Prefix>restic/config</Prefix></Filter>",
                "<Filter><And><Prefix>restic/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag></And></Filter>",
                "<Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>",
                "<Filter><ObjectSizeGreaterThan>1024</ObjectSizeGreaterThan></Filter>",
                "<Prefix>restic</Prefix>",
                "<Prefix></Prefix>",
            })
    void aRuleThatReachesTheRepositoryIsAFinding(String where) throws Exception {
        var lab = fronted("");
        rules(rule("tidy", "Enabled", where, "<Expiration><Days>30</Days></Expiration>"));

        var check = check(lab);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen())
                .startsWith("rule tidy removes ")
                .contains("after 30 days, from " + LocalDate.now(ZoneOffset.UTC).plusDays(30) + " on");
        assertThat(check.remedy()).startsWith("remove such rules, or give them a prefix beside the repository");
        assertThat(check.details()).contains("versioning is off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Filter><Prefix>restic-old/</Prefix></Filter>",
                "<Filter><Prefix>photos/</Prefix></Filter>",
                "<Filter><Prefix>restic/thumbnails/</Prefix></Filter>",
                "<Filter><And><Prefix>photos/</Prefix><ObjectSizeLessThan>9</ObjectSizeLessThan></And></Filter>",
                "<Prefix>restic.old</Prefix>",
            })
    void aRuleBesideTheRepositoryIsNone(String where) throws Exception {
        var lab = fronted("");
        rules(rule("tidy", "Enabled", where, "<Expiration><Days>30</Days></Expiration>"));

        assertThat(check(lab)).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
            assertThat(check.seen()).startsWith("no lifecycle rule takes anything of it away");
        });
    }

    @Test
    void whatHarmsNobodyIsNoFinding() throws Exception {
        var lab = fronted("");
        rules(
                rule("off", "Disabled", "<Filter/>", "<Expiration><Days>1</Days></Expiration>")
                        + rule(
                                "parts",
                                "Enabled",
                                "<Filter/>",
                                "<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>"
                                        + "</AbortIncompleteMultipartUpload>")
                        + rule(
                                "marks",
                                "Enabled",
                                "<Filter/>",
                                "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>")
                        + rule(
                                "versions",
                                "Enabled",
                                "<Filter/>",
                                "<NoncurrentVersionExpiration><NoncurrentDays>90</NoncurrentDays>"
                                        + "<NewerNoncurrentVersions>2</NewerNoncurrentVersions></NoncurrentVersionExpiration>"));

        assertThat(check(lab)).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
            assertThat(check.seen())
                    .startsWith("no lifecycle rule takes anything of it away; older versions are removed after 90 days,"
                            + " all but 2 (rule versions); versioning is off");
        });
    }

    @Test
    void everyRuleIsNamedAndADayIsSaidAsADay() throws Exception {
        var lab = fronted("");
        rules(rule(
                        "freeze",
                        "Enabled",
                        "<Filter/>",
                        "<Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition>")
                + rule(
                        "end",
                        "Enabled",
                        "<Filter><Prefix>restic/data/</Prefix></Filter>",
                        "<Expiration><Date>2027-01-01T00:00:00Z</Date></Expiration>"));

        var check = check(lab);

        assertThat(check.seen()).startsWith("rule freeze moves to GLACIER every object after 1 day, from ");
        assertThat(check.details().getFirst())
                .isEqualTo("rule end removes what begins with restic/data/ on 2027-01-01");
    }

    @ParameterizedTest
    @CsvSource({"501, NotImplemented", "405, MethodNotAllowed", "400, InvalidRequest", "404, NoSuchKey"})
    void whatAServerDoesNotKnowIsAFindingOnlyWhereItIsAsked(int status, String code) throws Exception {
        var lab = fronted("");
        for (var setting : Setting.values()) {
            bucket().refuse(setting, status, code);
        }

        var check = check(lab);
        assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(check.seen())
                .isEqualTo("the server has no lifecycle rules (" + status + " " + code
                        + "); the server does not know of versioning (" + status + " " + code
                        + "); the server does not know of object lock (" + status + " " + code + ")");

        var asked = check(lab.with(SOURCES, SOURCES + "\n      bucket: {objectLock: true}"));
        assertThat(asked.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(asked.seen()).startsWith("the server does not know of object lock (" + status);
        assertThat(asked.remedy()).contains("keep the repository at a server that offers object lock");
    }

    @Test
    void aServerThatListsTheBucketInsteadHasNotSaidThatThereAreNoRules() throws Exception {
        fronted("");
        var unfronted = repository.lab(home.resolve("unfronted"), SOURCES, ALL);

        var check = check(unfronted);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen()).isEqualTo("versioning is off, and lab.yaml asks for it");
        assertThat(check.details())
                .containsExactly(
                        "the server does not know of object lock (it answers with ListBucketResult), and lab.yaml asks"
                                + " for it",
                        "the server has no lifecycle rules (it answers with ListBucketResult)");
    }

    @Test
    void whatTheKeysMayNotKnowIsUnknownAndTheRightIsNamed() throws Exception {
        var lab = fronted("");
        for (var setting : Setting.values()) {
            bucket().refuse(setting, 403, "AccessDenied");
        }

        var check = check(lab);
        assertThat(check.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(check.seen()).isEqualTo("nobody knows which lifecycle rules there are: 403 AccessDenied");
        assertThat(check.remedy()).isEqualTo("give the keys the right s3:GetLifecycleConfiguration");

        assertThat(check(lab.with(SOURCES, SOURCES + "\n      " + ALL)).remedy())
                .contains("s3:GetBucketVersioning", "s3:GetBucketObjectLockConfiguration");
    }

    @Test
    void wrongKeysAreNoMissingRight() throws Exception {
        var lab = fronted("");
        Files.writeString(home.resolve("secret"), "another-secret-key");

        assertThatThrownBy(() -> check(lab))
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.AUTH));
    }

    @Test
    void onlyASetInABucketHasOne() throws Exception {
        var lab = fronted("");
        assertThat(spec(lab).buckets()).containsExactly("offsite");

        var directory = lab.with(
                "repository: s3:" + front.url() + "/backups/restic", "repository: " + repository.local(),
                "accessKey: file:" + home.resolve("access"), "region: none",
                "      secretKey: file:" + home.resolve("secret") + "\n", "");
        assertThat(spec(directory).sets()).containsExactly("offsite");
        assertThat(spec(directory).buckets()).isEmpty();
    }

    private static BackupSpec spec(Taken lab) {
        return new LabBackupActivities(lab.lab().reader()).read(new VerifyRequest(List.of(), false, null));
    }

    @Test
    void whoIsAskedToSlowDownComesAgain() throws Exception {
        var lab = fronted("");
        front.faults().slowDown(3);

        var end = attempts.untilOver(() -> look(lab));

        assertThat(end.orThrow().verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(end.attempts())
                .as("each request that was asked to slow down")
                .isEqualTo(4);
    }

    private Taken fronted(String more) throws IOException {
        return fronted(SOURCES, more);
    }

    private BackupCheck check(Taken lab) {
        return attempts.once(() -> look(lab));
    }

    private static BackupCheck look(Taken lab) {
        var checks = new S3BucketCheck(lab.lab().reader(), new Transports(Gate.OPEN))
                .bucket(lab.set())
                .checks();
        assertThat(checks).hasSize(1);
        return checks.getFirst();
    }

    private void versioning(String status) {
        put(Setting.VERSIONING, "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>");
    }

    private void lock(String rule) {
        put(
                Setting.OBJECT_LOCK,
                "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>" + rule
                        + "</ObjectLockConfiguration>");
    }

    private void rules(String rules) {
        put(Setting.LIFECYCLE, "<LifecycleConfiguration>" + rules + "</LifecycleConfiguration>");
    }

    private static String rule(String id, String status, String where, String action) {
        return "<Rule><ID>" + id + "</ID>" + where + "<Status>" + status + "</Status>" + action + "</Rule>";
    }

    private void put(Setting setting, String document) {
        bucket().put(setting, document.getBytes(StandardCharsets.UTF_8));
    }
}
