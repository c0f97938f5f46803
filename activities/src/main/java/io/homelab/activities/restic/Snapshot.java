package io.homelab.activities.restic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;

/** What restic says of a snapshot; every version has these (facts: backup-and-metrics §1). */
@JsonIgnoreProperties(ignoreUnknown = true)
record Snapshot(
        OffsetDateTime time,
        List<String> paths,
        String hostname,
        List<String> tags,
        @JsonProperty("short_id") String id) {
    Snapshot {
        paths = paths == null ? List.of() : List.copyOf(paths);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }
}
