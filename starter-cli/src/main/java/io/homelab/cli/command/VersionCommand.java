package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.EndpointInfo;
import io.homelab.cli.output.Table;
import io.homelab.lab.Version;
import io.homelab.lab.backup.Manifest;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which versions meet here. */
@Command(name = "version", description = "Versions of homelab, of what it runs on, and of the formats that it reads.")
public final class VersionCommand implements Callable<Integer> {
    private static final int LAB_FILE = 1;
    private static final int RUN_VIEW = 1;

    private final Session session;

    @Mixin
    final OutputFormat output = new OutputFormat();

    public VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var versions = new LinkedHashMap<String, String>();
        versions.put("homelab", Version.ours());
        versions.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
        versions.put("temporal-sdk", io.temporal.serviceclient.Version.LIBRARY_VERSION);
        versions.put(
                "temporal-server",
                session.controlPlane()
                        .endpoint()
                        .map(EndpointInfo::serverVersion)
                        .map(Objects::requireNonNull)
                        .orElse("not started yet"));
        versions.put("lab-file-schema", Integer.toString(LAB_FILE));
        versions.put("run-view-schema", Integer.toString(RUN_VIEW));
        versions.put("backup-format", Integer.toString(Manifest.FORMAT));
        if (!output.print(session, "homelab/version/v1", versions)) {
            var table = new Table("WHAT", "VERSION");
            versions.forEach(table::row);
            table.lines().forEach(session.console()::result);
        }
        return ExitCode.DONE.code();
    }
}
