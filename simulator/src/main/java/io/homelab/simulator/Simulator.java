package io.homelab.simulator;

import io.homelab.simulator.control.ControlFace;
import io.homelab.simulator.lab.Labs;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.Guest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;

/** Labs as real servers on loopback, in one process. */
public final class Simulator {
    private static final String LOGBACK = "logback.configurationFile";

    private Simulator() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        // Not logback.xml: whoever has this jar on the class path keeps its own configuration.
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "simulator-logback.xml");
        }
        run(Arguments.parse(List.of(words)));
    }

    private static void run(Arguments arguments) throws IOException, InterruptedException {
        var asked = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var systems = ServiceLoader.load(Guest.System.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        // Exit code 0 after SIGTERM is not possible in a JVM (it is 143), but everything is closed by then.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            asked.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (var web = new WebServer();
                var labs = new Labs(arguments.state().resolve("worlds"), systems, web)) {
            var control = new ControlFace(labs, Handover.token(arguments.tokenFile()), asked::countDown);
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), arguments.port());
            try (var listener = web.listen(address, control)) {
                if (arguments.infoFile().isPresent()) {
                    Handover.ready(arguments.infoFile().get(), listener.port());
                }
                asked.await();
            }
        } finally {
            closed.countDown();
        }
    }
}
