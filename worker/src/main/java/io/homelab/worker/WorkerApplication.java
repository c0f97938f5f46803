package io.homelab.worker;

import io.homelab.worker.replay.ReplayProperties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The worker: runs workflows and activities until it is stopped, and loses nothing when it is killed. */
@SpringBootApplication
public class WorkerApplication {
    /** Starts the worker; settings come from {@code application.yaml} and the environment. */
    public static void main(String[] args) {
        var context = SpringApplication.run(WorkerApplication.class, args);
        if (context.getBean(ReplayProperties.class).only()) {
            System.exit(SpringApplication.exit(context));
        }
    }
}
