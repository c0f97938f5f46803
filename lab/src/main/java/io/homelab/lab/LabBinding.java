package io.homelab.lab;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.homelab.lab.definition.Lab;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Between documents and records; the one place that knows how durations are written. */
final class LabBinding {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            // The schema check has already named every unknown key, with its line.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule("durations")
                    .addDeserializer(Duration.class, new ReadDuration())
                    .addSerializer(Duration.class, new WriteDuration()))
            .build();

    private LabBinding() {}

    static Lab bind(JsonNode complete) {
        return MAPPER.treeToValue(complete, Lab.class);
    }

    static JsonNode document(Lab lab) {
        return MAPPER.valueToTree(lab);
    }

    private static final class ReadDuration extends ValueDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) {
            var text = parser.getString().toUpperCase(Locale.ROOT);
            if (text.startsWith("P")) {
                return Duration.parse(text);
            }
            // 2d1h30m is P2DT1H30M without the letters that nobody types.
            var days = text.indexOf('D') + 1;
            return Duration.parse(
                    "P" + text.substring(0, days) + (days == text.length() ? "" : "T" + text.substring(days)));
        }
    }

    private static final class WriteDuration extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.toString());
        }
    }
}
