package io.homelab.activities.restic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What restic says of a snapshot; every version has these, except for the summary (facts: backup-and-metrics §1).
 *
 * @param id the short one
 * @param wholeId the SHA-256 of what it says
 * @param summary of the backup that has made it; null when that was a restic before 0.17
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Snapshot(
        OffsetDateTime time,
        List<String> paths,
        String hostname,
        List<String> tags,
        @JsonProperty("short_id") String id,
        @JsonProperty("id") String wholeId,
        @Nullable Summary summary) {
    public Snapshot {
        paths = paths == null ? List.of() : List.copyOf(paths);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    /** How much was backed up. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Summary(
            @JsonProperty("total_bytes_processed") long bytes,
            @JsonProperty("total_files_processed") long files) {}
}
