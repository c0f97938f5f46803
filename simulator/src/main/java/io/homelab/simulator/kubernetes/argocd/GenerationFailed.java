package io.homelab.simulator.kubernetes.argocd;

/** An ApplicationSet generates nothing, with the reason that its condition shows. */
final class GenerationFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String reason;

    GenerationFailed(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    static GenerationFailed parameters(String message) {
        return new GenerationFailed("ApplicationGenerationFromParamsError", message);
    }

    String reason() {
        return reason;
    }
}
