package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.homelab.lab.secrets.SecretRef;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Git repository that ArgoCD reads, and ArgoCD itself.
 *
 * @param path the directory with {@code base} and {@code overlays}
 * @param username the account that commits promotions; it counts only with a password
 * @param readOnly the account that ArgoCD reads with; without one it names nobody
 * @param ca PEM file beside the lab file; null: the system's authorities
 * @param clusters those that get ArgoCD; none named means all
 * @param forwardOnly applications that cannot go back
 * @param github where deployments are shown; null: nowhere
 * @param pullRequests how promotions get onto the branch by pull requests; null: they are pushed to it
 */
public record GitOps(
        URI repository,
        String branch,
        String path,
        String username,
        @Nullable SecretRef password,
        @Nullable ReadOnly readOnly,
        @Nullable String ca,
        Author author,
        List<String> clusters,
        List<String> forwardOnly,
        @Nullable GitHub github,
        @Nullable PullRequests pullRequests) {
    public GitOps {
        clusters = List.copyOf(clusters);
        forwardOnly = List.copyOf(forwardOnly);
    }

    /** An account that cannot write. */
    public record ReadOnly(String username, SecretRef password) {}

    /** Promotions are pull requests on GitHub. */
    public record PullRequests(Method method) {}

    /** How GitHub merges a pull request. */
    public enum Method {
        @JsonProperty("squash")
        SQUASH,
        @JsonProperty("merge")
        MERGE
    }

    /** Who stands in the commits. */
    public record Author(String name, String email) {}
}
