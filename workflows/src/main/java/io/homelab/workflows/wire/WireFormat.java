package io.homelab.workflows.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;
import java.util.Optional;

/**
 * The one payload format. Jackson 2 lives here and nowhere else. Unknown fields are ignored, so that a newer client can
 * talk to an older worker; durations and instants are ISO 8601 text, so that a person can read and type them.
 */
public final class WireFormat {
    private WireFormat() {}

    /** The converter without encryption. */
    public static DataConverter plain() {
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper()));
    }

    /** The converter; payloads are encrypted when there is a key, and plain ones are always readable. */
    public static DataConverter converter(Optional<PayloadKeys> keys) {
        return keys.<DataConverter>map(k -> new CodecDataConverter(plain(), List.of(new AesGcmCodec(k)), true))
                .orElseGet(WireFormat::plain);
    }

    /** A value as it travels, for {@code -o json} and for evidence. */
    public static String json(Object value) {
        try {
            return mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a payload: " + value.getClass(), e);
        }
    }

    /** The mapper behind the converter, for fixtures. */
    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .serializationInclusion(JsonInclude.Include.NON_ABSENT)
                .build();
    }
}
