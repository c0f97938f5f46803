package io.homelab.activities.evidence;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON whose bytes depend on the content alone: keys sorted, no white space, UTF-8. */
final class CanonicalJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            // Records' questions (isEmpty, isGreen) follow from what is there, and may change their minds in a later
            // version.
            .changeDefaultVisibility(visibility -> visibility.withIsGetterVisibility(Visibility.NONE))
            // Reports of earlier versions lack what records have got since.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CanonicalJson() {}

    static byte[] of(Object content) {
        return JSON.writeValueAsBytes(content);
    }

    static JsonMapper mapper() {
        return JSON;
    }
}
