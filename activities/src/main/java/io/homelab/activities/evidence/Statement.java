package io.homelab.activities.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** An in-toto Statement v1 (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md). */
record Statement(
        @JsonProperty("_type") String type,
        List<Subject> subject,
        String predicateType,
        Map<String, Object> predicate) {
    static final String TYPE = "https://in-toto.io/Statement/v1";

    /** What the statement is about, by digest. */
    record Subject(String name, Map<String, String> digest) {}

    static Statement about(String name, String sha256, String predicateType, Map<String, Object> predicate) {
        return new Statement(TYPE, List.of(new Subject(name, Map.of("sha256", sha256))), predicateType, predicate);
    }
}
