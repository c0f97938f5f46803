package io.homelab.workflows.wire;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowExtension;

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
