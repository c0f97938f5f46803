package io.homelab.activities.restic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What restic says of a snapshot; every version has these (facts: backup-and-metrics §1).
 *
 * @param id the short one
 * @param fullId that it is the beginning of
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Snapshot(
        OffsetDateTime time,
        List<String> paths,
        String hostname,
        List<String> tags,
        @JsonProperty("short_id") String id,
        @JsonProperty("id") String fullId) {
    public Snapshot {
        paths = paths == null ? List.of() : List.copyOf(paths);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }
}
