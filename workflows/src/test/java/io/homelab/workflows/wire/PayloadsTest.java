package io.homelab.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One fixture per payload, append-only: a stored history must stay readable. When a record grows, its fixture stays as it
 * is and gets a younger sibling, {@code Name-2.json}.
 */
class PayloadsTest {
    static Stream<Class<?>> payloads() {
        return Contract.payloads().stream();
    }

    @Test
    void recordsAreFoundInSignaturesAndInsideOneAnother() {
        assertThat(payloads().map(Class::getSimpleName))
                .contains(
                        "BootstrapRequest",
                        "MachineRequest",
                        "Decision",
                        "RunView",
                        "Field",
                        "CriterionResult",
                        "Notice");
    }

    @Test
    void simpleNamesAreUnique() {
        assertThat(payloads().map(Class::getSimpleName)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void everyPayloadHasAFixtureThatSurvivesARoundTrip(Class<?> type) throws IOException {
        for (var fixture : fixtures(type)) {
            var value = read(fixture, type);

            assertThat(WireFormat.mapper().valueToTree(value).<JsonNode>deepCopy())
                    .isEqualTo(fixture);
            var again = WireFormat.plain().toPayload(value).orElseThrow();
            assertThat(WireFormat.plain().<Object>fromPayload(again, cast(type), type))
                    .isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void theYoungestFixtureNamesEveryComponent(Class<?> type) throws IOException {
        assertThat(fixture(type).properties().stream().map(Map.Entry::getKey))
                .containsAll(Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aFieldThatANewerWriterAddsIsIgnored(Class<?> type) throws IOException {
        var newer = ((ObjectNode) fixture(type)).put("addedLater", "x");

        assertThat(read(newer, type)).isEqualTo(read(fixture(type), type));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void missingComponentsAreReadAndCollectionsAreNeverNull(Class<?> type) throws Exception {
        var value = read(WireFormat.mapper().createObjectNode(), type);

        for (var component : type.getRecordComponents()) {
            if (Collection.class.isAssignableFrom(component.getType())
                    || Map.class.isAssignableFrom(component.getType())) {
                component.getAccessor().setAccessible(true);
                assertThat(component.getAccessor().invoke(value))
                        .as(component.getName())
                        .isNotNull();
            }
        }
        assertThatCode(value::hashCode).doesNotThrowAnyException();
        assertThatCode(() -> WireFormat.plain().toPayload(value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void collectionsAreCopied(Class<?> type) throws Exception {
        var value = read(fixture(type), type);

        for (var component : type.getRecordComponents()) {
            if (component.getType() == List.class) {
                component.getAccessor().setAccessible(true);
                var list = (List<?>) component.getAccessor().invoke(value);
                assertThatCode(list::clear).isInstanceOf(UnsupportedOperationException.class);
            }
        }
        assertThat(value.toString()).contains(type.getSimpleName());
    }

    private static JsonNode fixture(Class<?> type) throws IOException {
        return fixtures(type).getLast();
    }

    /** Oldest first. */
    private static List<JsonNode> fixtures(Class<?> type) throws IOException {
        var all = new ArrayList<JsonNode>();
        for (int age = 1; ; age++) {
            var name = "/payloads/" + type.getSimpleName() + (age == 1 ? "" : "-" + age) + ".json";
            try (var in = PayloadsTest.class.getResourceAsStream(name)) {
                if (in == null) {
                    assertThat(all).as("fixture src/test/resources" + name).isNotEmpty();
                    return all;
                }
                all.add(WireFormat.mapper().readTree(in));
            }
        }
    }

    private static Object read(JsonNode json, Class<?> type) throws IOException {
        var payload = Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFrom(WireFormat.mapper().writeValueAsBytes(json)))
                .build();
        @Nullable Object value = WireFormat.plain().fromPayload(payload, cast(type), type);
        assertThat(value).isNotNull();
        return java.util.Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> cast(Class<?> type) {
        return (Class<Object>) type;
    }
}
