package io.homelab.activities.github;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Transports;
import java.util.List;

/** Reads what GitHub shows of deployments; looks only. */
public final class DeploymentReader {
    /** The newest says it; those before it are for whoever looks why. */
    private static final int MOST = 3;

    private final Transports transports;

    public DeploymentReader(Transports transports) {
        this.transports = transports;
    }

    /**
     * A deployment.
     *
     * @param ours whether a run of this lab has made it, by our marker
     * @param states that it was in, the newest first
     */
    public record Seen(boolean ours, List<String> states) {
        public Seen {
            states = List.copyOf(states);
        }
    }

    /** The newest of a commit and a cluster, the newest first; none when the lab file names no place for them. */
    public List<Seen> deployments(OpenLab lab, String commit, String cluster) {
        var gitops = lab.lab().gitops();
        var github = gitops == null ? null : gitops.github();
        if (github == null) {
            return List.of();
        }
        try (var token = lab.secrets().resolve(github.token())) {
            var client = new GitHubClient(lab, github, transports, token);
            return client.deployments(commit, cluster).stream()
                    .limit(MOST)
                    .map(found ->
                            new Seen(GitHubDeploymentReporting.isOurs(lab, cluster, found), client.states(found.id())))
                    .toList();
        }
    }
}
