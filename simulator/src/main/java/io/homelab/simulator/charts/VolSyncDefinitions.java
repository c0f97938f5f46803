package io.homelab.simulator.charts;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The definition of VolSync's sources. */
public final class VolSyncDefinitions {
    private VolSyncDefinitions() {}

    public static String yaml() {
        try {
            return LabChart.source("/charts/volsync/crds/replicationsources.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
