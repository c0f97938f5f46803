package io.homelab.workflows.promotion;

/** What a stability gate says. */
public enum Verdict {
    /** It does not know yet: the gate is shut. */
    SOAKING,
    /** Healthy for as long as was wanted. */
    STABLE,
    /** It will not become stable: somebody must look, or roll back. */
    UNSTABLE
}
