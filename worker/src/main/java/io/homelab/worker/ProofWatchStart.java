package io.homelab.worker;

import io.homelab.activities.backup.LabProofs;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.proof.ProofNews;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Where proofs are promised, somebody watches: a control plane that began anew, whose schedules nobody has applied yet, would be
 * silent otherwise. After the look at open runs, which may keep this worker from starting.
 */
@Component
@Order
class ProofWatchStart implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(ProofWatchStart.class);

    private final LabProofs proofs;

    ProofWatchStart(LabProofs proofs) {
        this.proofs = proofs;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        try {
            if (!proofs.promises().sets().isEmpty()) {
                proofs.tell(new ProofNews(List.of()));
            }
        } catch (Problem e) {
            log.warn("nobody watches the proofs of backups yet: {}", e.report().line());
        }
    }
}
