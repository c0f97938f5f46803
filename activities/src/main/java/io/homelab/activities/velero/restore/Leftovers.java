package io.homelab.activities.velero.restore;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.failure.FailureClass;
import org.jspecify.annotations.Nullable;

/** Removes what restores have made. What stays is said by its name, with what holds it up. */
final class Leftovers {
    private static final String AGAIN = "; it is tried again next time";

    private final Hands hands;

    Leftovers(Hands hands) {
        this.hands = hands;
    }

    /** Removes what a restore has made beside the namespace, and waits until it is gone. */
    void tidy(SetRef set, String restore) {
        hands.with(set, hand -> {
            hand.copies().tidy(restore);
            return true;
        });
        var waits = hands.drill(set);
        Await.upTo(waits.ready(), waits.probe())
                .<Boolean>until(
                        "the end of Restore " + restore,
                        () -> hands.with(
                                set,
                                hand -> hand.copies().isTidy(restore)
                                        ? Seen.there(true)
                                        : Seen.missing("Velero has not let go of it")));
    }

    /**
     * Removes the namespace with all that the restore has made. The Restore goes first, since Velero brings things for as long as
     * it is there; when Velero does not let go of it, the namespace goes all the same.
     */
    void remove(SetRef set, String namespace, String restore) {
        var kept = tidied(set, restore);
        var waits = hands.drill(set);
        try {
            Await.upTo(waits.ready(), waits.probe())
                    .<Boolean>until(
                            "the end of namespace " + namespace,
                            () -> hands.with(
                                    set,
                                    hand -> hand.copies().remove(namespace, restore)
                                            ? Seen.there(true)
                                            : Seen.missing("it is going: "
                                                    + hand.copies().held(namespace))));
        } catch (GaveUp e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    e.report().what()
                            + (kept == null ? "" : "; and " + kept.report().what()),
                    "namespace " + namespace,
                    "see what holds it up: kubectl get namespace " + namespace + " -o yaml" + AGAIN,
                    e);
        }
        if (kept != null) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "namespace " + namespace + " is gone; " + kept.report().what(),
                    "restore " + restore,
                    "see whether Velero runs: kubectl -n "
                            + hands.with(set, hand -> hand.velero().namespace()) + " logs deployment/velero" + AGAIN,
                    kept);
        }
    }

    private @Nullable GaveUp tidied(SetRef set, String restore) {
        try {
            tidy(set, restore);
            return null;
        } catch (GaveUp e) {
            return e;
        }
    }
}
