package io.homelab.simulator.kubernetes.argocd;

/** What Argo CD calls things. */
final class Names {
    static final String NAMESPACE = "argocd";
    static final String APPLICATIONS = "applications.argoproj.io";
    static final String SETS = "applicationsets.argoproj.io";
    static final String PROJECTS = "appprojects.argoproj.io";
    static final String REFRESH = "argocd.argoproj.io/refresh";
    static final String TRACKING = "argocd.argoproj.io/tracking-id";
    static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
    static final String SECRET_TYPE = "argocd.argoproj.io/secret-type";
    static final String IN_CLUSTER = "https://kubernetes.default.svc";

    private Names() {}
}
