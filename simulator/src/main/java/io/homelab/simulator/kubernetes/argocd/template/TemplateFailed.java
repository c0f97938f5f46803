package io.homelab.simulator.kubernetes.argocd.template;

/** A template that cannot be read or carried out. */
public final class TemplateFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    TemplateFailed(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
