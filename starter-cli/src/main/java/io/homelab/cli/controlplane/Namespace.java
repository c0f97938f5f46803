package io.homelab.cli.controlplane;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.workflows.wire.SearchAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The namespace of a lab: retention and search attributes. All of it may be repeated, also on one of an older version. */
final class Namespace {
    static final int RETENTION_DAYS = 90;

    private Namespace() {}

    /** Prepares that of our own server. */
    static void prepare(Connection connection) {
        connection
                .stubs()
                .blockingStub()
                .updateNamespace(UpdateNamespaceRequest.newBuilder()
                        .setNamespace(connection.endpoint().namespace())
                        .setConfig(NamespaceConfig.newBuilder()
                                .setWorkflowExecutionRetentionTtl(Durations.fromDays(RETENTION_DAYS)))
                        .build());
        var operator = operator(connection);
        add(operator, connection, missing(operator, connection));
    }

    /** Looks at that of somebody else's server, and registers what is missing where that is allowed. */
    static void prepareElsewhere(Connection connection, Consumer<String> say) {
        var name = connection.endpoint().namespace();
        try {
            connection
                    .stubs()
                    .blockingStub()
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(name)
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the Temporal server has no namespace " + name
                                + " — temporal operator namespace create --namespace " + name
                                + ", or name another by TEMPORAL_NAMESPACE",
                        e);
            }
            throw e;
        }
        var missing = new HashMap<String, IndexedValueType>();
        try {
            var operator = operator(connection);
            missing.putAll(missing(operator, connection));
            add(operator, connection, missing);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.PERMISSION_DENIED
                    && e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
                throw e;
            }
            say.accept("search attributes cannot be registered here; runs need these in the namespace " + name + ": "
                    + SearchAttributes.ALL.stream()
                            .map(k -> k.getName() + "=" + k.getValueType())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static OperatorServiceStubs operator(Connection connection) {
        return OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(connection.stubs().getRawChannel())
                .validateAndBuildWithDefaults());
    }

    private static Map<String, IndexedValueType> missing(OperatorServiceStubs operator, Connection connection) {
        var there = operator.blockingStub()
                .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace(connection.endpoint().namespace())
                        .build())
                .getCustomAttributesMap();
        var missing = new HashMap<String, IndexedValueType>();
        for (var key : SearchAttributes.ALL) {
            if (!there.containsKey(key.getName())) {
                missing.put(key.getName(), key.getValueType());
            }
        }
        return missing;
    }

    private static void add(
            OperatorServiceStubs operator, Connection connection, Map<String, IndexedValueType> missing) {
        if (missing.isEmpty()) {
            return;
        }
        try {
            operator.blockingStub()
                    .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                            .setNamespace(connection.endpoint().namespace())
                            .putAllSearchAttributes(missing)
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }
}
