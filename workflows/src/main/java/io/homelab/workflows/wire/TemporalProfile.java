package io.homelab.workflows.wire;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Temporal server named by the settings of the {@code temporal} command line: TEMPORAL_ADDRESS, _NAMESPACE, _API_KEY,
 * _TLS_…, _PROFILE, _CONFIG_FILE. The default profile of that program counts only when one of these asks for a server: else
 * a profile made for work would become the lab's.
 */
public final class TemporalProfile {
    public static final String ADDRESS = "TEMPORAL_ADDRESS";
    public static final String NAMESPACE = "TEMPORAL_NAMESPACE";
    public static final String USUAL_NAMESPACE = "homelab";
    private static final String PROFILE = "TEMPORAL_PROFILE";
    private static final String FILE = "TEMPORAL_CONFIG_FILE";
    private static final String USUAL_ADDRESS = "127.0.0.1:7233";

    private final ClientConfigProfile profile;
    private final Map<String, String> environment;

    private TemporalProfile(ClientConfigProfile profile, Map<String, String> environment) {
        this.profile = profile;
        this.environment = environment;
    }

    /** The server that the environment names, if it names one; an IllegalArgumentException says what is wrong with it. */
    public static Optional<TemporalProfile> of(Map<String, String> environment) {
        if (Stream.of(ADDRESS, PROFILE, FILE)
                .allMatch(v -> environment.getOrDefault(v, "").isEmpty())) {
            return Optional.empty();
        }
        try {
            var options = LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(environment)
                    .build();
            return Optional.of(new TemporalProfile(ClientConfigProfile.load(options), environment));
        } catch (IOException e) {
            throw new IllegalArgumentException("the configuration file cannot be read: " + e.getMessage(), e);
        }
    }

    public String address() {
        return profile.getAddress() == null ? USUAL_ADDRESS : profile.getAddress();
    }

    public String namespace() {
        return profile.getNamespace() == null ? USUAL_NAMESPACE : profile.getNamespace();
    }

    /** Whether the connection is encrypted. */
    public boolean encrypted() {
        var tls = profile.getTls();
        return tls == null ? profile.getApiKey() != null : !Boolean.TRUE.equals(tls.isDisabled());
    }

    public boolean hasApiKey() {
        return profile.getApiKey() != null;
    }

    /** Which setting decided. */
    public String source(String variable) {
        if (!environment.getOrDefault(variable, "").isEmpty()) {
            return "environment " + variable;
        }
        var stated = variable.equals(NAMESPACE) ? profile.getNamespace() : profile.getAddress();
        if (stated == null || stated.isEmpty()) {
            return "default";
        }
        var name = environment.getOrDefault(PROFILE, "");
        return "profile " + (name.isEmpty() ? "default" : name);
    }

    /** Options of a connection; with an API key but TLS switched off the SDK would encrypt all the same. */
    public WorkflowServiceStubsOptions.Builder stubs() {
        var options = WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                .setTarget(address());
        return encrypted() ? options : options.setEnableHttps(false);
    }
}
