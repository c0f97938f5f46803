package io.homelab.workflows.wire;

import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.AttentionItem;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import java.time.Duration;

/** Servers whose time skips, which know what ours knows. */
public final class TestServers {
    private TestServers() {}

    /** Not started, since each test registers its activities first. */
    public static TestWorkflowExtension.Builder extension(Class<?>... workflows) {
        var builder = TestWorkflowExtension.newBuilder()
                .registerWorkflowImplementationTypes(workflows)
                .setWorkflowClientOptions(client())
                .setDoNotStart(true);
        for (var attribute : SearchAttributes.ALL) {
            builder.registerSearchAttribute(attribute.getName(), type(attribute));
        }
        return builder;
    }

    /** The same for an environment that several workers use. */
    public static TestEnvironmentOptions.Builder environment() {
        var options = TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(client());
        for (var attribute : SearchAttributes.ALL) {
            options.registerSearchAttribute(attribute.getName(), type(attribute));
        }
        return options;
    }

    /** What a run asks a person about a step, once it does. */
    public static AttentionItem parked(TestWorkflowEnvironment env, AttendedRun run, String step) {
        while (true) {
            var seen = run.progress().attention().stream()
                    .filter(item -> item.id().equals(step))
                    .findFirst();
            if (seen.isPresent()) {
                return seen.get();
            }
            env.sleep(Duration.ofMillis(100));
        }
    }

    private static WorkflowClientOptions client() {
        return WorkflowClientOptions.newBuilder()
                .setDataConverter(WireFormat.plain())
                .setIdentity("test")
                .build();
    }

    private static IndexedValueType type(SearchAttributeKey<?> attribute) {
        return attribute.getValueClass() == Boolean.class
                ? IndexedValueType.INDEXED_VALUE_TYPE_BOOL
                : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
    }
}
