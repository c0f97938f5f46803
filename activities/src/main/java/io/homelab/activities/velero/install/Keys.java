package io.homelab.activities.velero.install;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Puts Secrets into a cluster. What guards the write: one that is there is changed only when it has our marker and is still the one
 * that was looked at; one that is not there is created, which another of the same name refuses.
 */
final class Keys {
    private final KubernetesClient client;
    private final KeySecrets made;
    private final boolean dryRun;

    Keys(KubernetesClient client, KeySecrets made, boolean dryRun) {
        this.client = client;
        this.made = made;
        this.dryRun = dryRun;
    }

    private enum Step {
        NONE("is as it should be", ""),
        CREATE("made", "would make"),
        CHANGE("changed", "would change");

        private final String done;
        private final String planned;

        Step(String done, String planned) {
            this.done = done;
            this.planned = planned;
        }
    }

    Outcome put(List<Secret> secrets) {
        // All are looked at before the first is written: a foreign one leaves nothing half made.
        var steps = secrets.stream().map(this::step).toList();
        var words = new ArrayList<String>();
        for (int i = 0; i < secrets.size(); i++) {
            var step = steps.get(i);
            if (!dryRun) {
                write(step, secrets.get(i));
            }
            var name = "Secret " + path(secrets.get(i));
            words.add(step == Step.NONE ? name + " " + step.done : (dryRun ? step.planned : step.done) + " " + name);
        }
        var summary = String.join(", ", words);
        return dryRun || steps.stream().allMatch(Step.NONE::equals)
                ? Outcome.unchanged(summary)
                : Outcome.changed(summary, Duration.ZERO);
    }

    private Step step(Secret wanted) {
        var live = client.resource(wanted).get();
        if (live == null) {
            return Step.CREATE;
        }
        if (!made.ours(live)) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    "Secret " + path(wanted) + " is there, and not ours",
                    "secret " + path(wanted),
                    "remove it if its keys are those of the lab file, or give another name in lab.yaml");
        }
        return Objects.equals(live.getData(), wanted.getData()) ? Step.NONE : Step.CHANGE;
    }

    private void write(Step step, Secret wanted) {
        switch (step) {
            case NONE -> {}
            case CREATE -> {
                namespace(wanted.getMetadata().getNamespace());
                client.resource(wanted).create();
            }
            case CHANGE -> {
                var live = client.resource(wanted).require();
                if (!made.ours(live)) {
                    throw new Problem(
                            FailureClass.CONFLICT, "Secret " + path(wanted) + " has just changed", null, null);
                }
                client.resource(new SecretBuilder(live)
                                .withData(wanted.getData())
                                .build())
                        .update();
            }
        }
    }

    /** Git may bring it later, with its labels. */
    private void namespace(String name) {
        if (client.namespaces().withName(name).get() == null) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    private static String path(Secret secret) {
        return secret.getMetadata().getNamespace() + "/" + secret.getMetadata().getName();
    }
}
