package io.homelab.activities.argocd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** States in which Synced and Healthy say less than they seem to, and operations of others. */
class JudgeTest {
    private static final String COMMIT = "1111111111111111111111111111111111111111";
    private static final String OLD = "2222222222222222222222222222222222222222";

    private final Judge judge = new Judge(COMMIT, (name, revision) -> revision.startsWith("3"));

    @Test
    void syncedAndHealthyCountsAtTheCommitOrAtOneThatIsTheSame() {
        assertThat(judge.deployed(app(COMMIT, "Synced", "Healthy", ""))).isEqualTo(new Verdict.Settled());
        assertThat(judge.deployed(app("3".repeat(40), "Synced", "Healthy", ""))).isEqualTo(new Verdict.Settled());
        assertThat(judge.deployed(app(OLD, "Synced", "Healthy", ""))).isInstanceOf(Verdict.Pending.class);
    }

    @Test
    void whatIsUnderWayIsWaitedFor() {
        assertThat(judge.deployed(app(COMMIT, "Synced", "Healthy", state("Running", "x", COMMIT))))
                .isInstanceOf(Verdict.Pending.class);
        assertThat(judge.deployed(app(COMMIT, "OutOfSync", "Healthy", state("Failed", "x", OLD))))
                .isInstanceOf(Verdict.Pending.class);
        assertThat(judge.deployed(app(COMMIT, "Synced", "Progressing", ""))).isInstanceOf(Verdict.Pending.class);
    }

    @Test
    void aSyncThatFailedAtThisCommitIsNotTriedAgainByArgoCd() {
        assertThat(judge.deployed(app(COMMIT, "OutOfSync", "Healthy", state("Failed", "x", COMMIT))))
                .isEqualTo(new Verdict.Broken("sync Failed: why"));
        assertThat(judge.deployed(app(COMMIT, "Synced", "Degraded", ""))).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void whatCannotBeComparedIsBrokenUnlessTheServerIsOnlyAway() {
        assertThat(judge.deployed(app(COMMIT, "Unknown", "Healthy", condition("app path does not exist"))))
                .isEqualTo(new Verdict.Broken("ComparisonError: app path does not exist"));
        assertThat(judge.deployed(app(COMMIT, "Unknown", "Healthy", condition("dial tcp: connection refused"))))
                .isInstanceOf(Verdict.Pending.class);
    }

    @Test
    void ourSyncIsAskedForOnceAndThoseOfOthersAreWaitedFor() {
        assertThat(synced(app(OLD, "OutOfSync", "Healthy", ""))).isEqualTo(new Verdict.Unasked());
        assertThat(synced(app(OLD, "OutOfSync", "Healthy", state("Succeeded", "other", OLD))))
                .isEqualTo(new Verdict.Unasked());
        assertThat(synced(app(OLD, "OutOfSync", "Healthy", state("Running", "other", OLD))))
                .isInstanceOfSatisfying(
                        Verdict.Pending.class, p -> assertThat(p.what()).contains("waits for a sync of ann"));
        assertThat(synced(app(OLD, "OutOfSync", "Healthy", state("Running", "op", COMMIT))))
                .isInstanceOf(Verdict.Pending.class);
        assertThat(synced(app(COMMIT, "Synced", "Healthy", state("Succeeded", "op", COMMIT))))
                .isEqualTo(new Verdict.Settled());
    }

    @Test
    void afterASyncTheOldStateIsNotBelievedAndALaterCommitIsNoDrift() {
        assertThat(synced(app(COMMIT, "OutOfSync", "Healthy", state("Succeeded", "op", COMMIT))))
                .isInstanceOf(Verdict.Pending.class);
        assertThat(synced(app(OLD, "OutOfSync", "Healthy", state("Succeeded", "op", COMMIT))))
                .isEqualTo(new Verdict.Settled());
    }

    @Test
    void aFailureIsSaidToWhoAskedAndTriedAgainForWhoAsksLater() {
        var failed = app(OLD, "OutOfSync", "Healthy", state("Failed", "op", COMMIT));

        assertThat(judge.synced(failed, "op", "me")).isInstanceOf(Verdict.Broken.class);
        assertThat(judge.synced(failed, "op", "later")).isEqualTo(new Verdict.Unasked());
    }

    @Test
    void aClosedSyncWindowIsSaid() {
        var blocked = state("Running", "op", COMMIT).replace("why", "Sync operation blocked by sync window");

        assertThat(synced(app(OLD, "OutOfSync", "Healthy", blocked)))
                .isInstanceOfSatisfying(
                        Verdict.Pending.class, p -> assertThat(p.what()).contains("sync window"));
    }

    private Verdict synced(AppState app) {
        return judge.synced(app, "op", "me");
    }

    private static String state(String phase, String id, String revision) {
        return """
                  operationState:
                    phase: %s
                    message: why
                    operation:
                      initiatedBy: {username: ann}
                      info: [{name: homelab.io/operation, value: %s}, {name: homelab.io/asked-by, value: me}]
                    syncResult: {revision: "%s"}
                """.formatted(phase, id, revision);
    }

    private static String condition(String message) {
        return "  conditions: [{type: ComparisonError, message: \"" + message + "\"}]\n";
    }

    private static AppState app(String revision, String sync, String health, String more) {
        return new AppState(
                Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: web}
                status:
                  sync: {status: %s, revision: "%s"}
                  health: {status: %s}
                """.formatted(sync, revision, health) + more, GenericKubernetesResource.class));
    }
}
