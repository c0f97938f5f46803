package io.homelab.worker.web;

import com.sun.net.httpserver.HttpServer;
import io.homelab.activities.approval.ApprovalTokens;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Lab;
import io.homelab.workflows.notice.NoticeActivities;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Listens where the lab file says, from the start of the worker on: the JDK's server on virtual threads, since a second web
 * server costs more memory than the worker has to spare. The worker goes on without it when it cannot listen.
 */
final class Listener implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private static final String SLOWEST = "30";

    private final LabReader labs;
    private final WorkflowClient client;
    private final NoticeActivities notices;
    private Optional<HttpServer> server = Optional.empty();
    private Optional<ExecutorService> threads = Optional.empty();

    Listener(LabReader labs, WorkflowClient client, NoticeActivities notices) {
        this.labs = labs;
        this.client = client;
        this.notices = notices;
    }

    @Override
    public synchronized void start() {
        try {
            var lab = labs.current().lab();
            if (lab.notifications() != null && lab.notifications().listener() != null) {
                listen(lab, lab.notifications().listener());
            }
        } catch (Problem e) {
            log.warn("the worker does not listen: {}", e.report().line());
        } catch (IOException e) {
            log.error("the worker does not listen: {}", e.getMessage());
        }
    }

    private void listen(Lab lab, io.homelab.lab.definition.Listener where) throws IOException {
        // Read once by the server's class: whoever sends a byte a minute does not keep a thread for ever.
        System.setProperty("sun.net.httpserver.maxReqTime", SLOWEST);
        System.setProperty("sun.net.httpserver.maxRspTime", SLOWEST);
        var endpoints = endpoints(lab, where);
        var listening = HttpServer.create(new InetSocketAddress(where.address(), where.port()), 0);
        endpoints.forEach(endpoint -> listening.createContext(endpoint.path(), endpoint));
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        listening.setExecutor(executor);
        listening.start();
        server = Optional.of(listening);
        threads = Optional.of(executor);
        log.info("listening at {}", listening.getAddress());
    }

    private List<Endpoint> endpoints(Lab lab, io.homelab.lab.definition.Listener where) {
        var endpoints = new ArrayList<Endpoint>();
        var secrets = labs.secrets(lab);
        if (where.url() != null) {
            endpoints.add(new ApprovalsEndpoint(
                    new ApprovalTokens(secrets.labKey(), LabClock.system()), new RunAnswers(client)));
        }
        if (where.alertmanager() != null) {
            try (var token = secrets.resolve(where.alertmanager())) {
                endpoints.add(new AlertsEndpoint(token, notices));
            }
        }
        return endpoints;
    }

    @Override
    public synchronized void stop() {
        server.ifPresent(listening -> listening.stop(0));
        threads.ifPresent(ExecutorService::shutdownNow);
        server = Optional.empty();
        threads = Optional.empty();
    }

    @Override
    public synchronized boolean isRunning() {
        return server.isPresent();
    }
}
