package io.homelab.activities.simulated;

import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.lab.LabOptions;
import io.homelab.simulator.lab.Labs;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.Guest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One simulator with worlds in it. */
public final class Worlds implements AutoCloseable {
    private final WebServer web = new WebServer();
    private final Labs labs;

    /** @param systems what can boot; without any, machines run and do nothing */
    public Worlds(Path state, List<Guest.System> systems) throws IOException {
        labs = new Labs(state, systems, web);
    }

    /** A world with that many Proxmox nodes; {@code factor} scales its durations. */
    public Lab create(String name, int nodes, double factor) throws IOException {
        return labs.create(new LabOptions(name, factor, "8.4", nodes, true, null, null));
    }

    /** Ends a world and forgets it. */
    public void delete(String name) throws IOException {
        labs.delete(name);
    }

    @Override
    public void close() {
        labs.close();
        web.close();
    }
}
