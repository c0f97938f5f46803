package io.homelab.activities.argocd;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks ArgoCD to look at Git again where that may help, and again after some looks: it may have looked a moment too early. */
final class Refreshing {
    private static final int AGAIN = 5;

    private final Map<String, Integer> looks = new HashMap<>();

    void nudge(ArgoCd argo, @Nullable AppState app, Verdict verdict) {
        if (!(verdict instanceof Verdict.Pending)) {
            return;
        }
        if (app == null) {
            if (due("")) {
                argo.refreshSets();
            }
        } else if (!app.refreshing()
                && app.operation().map(AppState.Operation::over).orElse(true)
                && due(app.name())) {
            argo.refresh(app);
        }
    }

    private boolean due(String name) {
        var look = looks.merge(name, 1, Integer::sum);
        return look % AGAIN == 1;
    }
}
