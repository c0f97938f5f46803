package io.homelab.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The worker: runs workflows and activities until it is stopped, and loses nothing when it is killed. */
@SpringBootApplication
public class WorkerApplication {
    /** Starts the worker; settings come from {@code application.yaml} and the environment. */
    public static void main(String[] args) {
        SpringApplication.run(WorkerApplication.class, args);
    }
}
