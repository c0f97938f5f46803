package io.homelab.worker.chaos;

import java.nio.file.Path;

/** Where a world's workers find what the product's worker finds in its environment. */
record Settings(String address, String namespace, Path lab, Path config, Path state, Path cache) {
    String[] arguments() {
        return new String[] {
            "--spring.temporal.connection.target=" + address,
            "--spring.temporal.namespace=" + namespace,
            "--spring.main.keep-alive=false",
            "--homelab.lab-file=" + lab,
            "--homelab.config-directory=" + config,
            "--homelab.state-directory=" + state,
            "--homelab.cache-directory=" + cache,
            "--HOMELAB_OWN_TEMPORAL=true",
            "--homelab.last-resort=false"
        };
    }
}
