package io.homelab.simulator.kubernetes.argocd.source;

/** No manifests could be made of a source; the message is what Argo CD shows. */
public final class SourceFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SourceFailed(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
