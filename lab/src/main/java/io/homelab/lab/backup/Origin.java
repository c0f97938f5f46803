package io.homelab.lab.backup;

import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose database it is, and which programs wrote it.
 *
 * @param lab the lab's name; null when the lab file could not be read
 * @param namespace Temporal's namespace
 * @param homelab version of homelab
 * @param temporal version of the Temporal server
 */
public record Origin(@Nullable String lab, String namespace, boolean simulated, String homelab, String temporal) {
    /** This homelab, with the lab file at hand. */
    public static Origin here(Path labFile, String namespace, boolean simulated, String temporal) {
        return new Origin(name(labFile), namespace, simulated, Version.ours(), temporal);
    }

    private static @Nullable String name(Path labFile) {
        try {
            return Files.exists(labFile) ? LabFile.load(labFile).name() : null;
        } catch (InvalidLab e) {
            return null; // somebody is changing it, which is no reason to go without a backup
        }
    }

    /** Why a backup of this origin must not be restored into that one, or null when it may. */
    @Nullable
    String refusal(Origin here) {
        if (simulated != here.simulated()) {
            return "it is of a " + kind(simulated) + " lab, and this is a " + kind(here.simulated()) + " one";
        }
        if (!namespace.equals(here.namespace())) {
            return "it is of the namespace " + namespace + ", and this control plane has " + here.namespace();
        }
        if (lab != null && here.lab() != null && !lab.equals(here.lab())) {
            return "it is of the lab " + lab + ", and this lab file is of " + here.lab();
        }
        return null;
    }

    private static String kind(boolean simulated) {
        return simulated ? "simulated" : "real";
    }
}
