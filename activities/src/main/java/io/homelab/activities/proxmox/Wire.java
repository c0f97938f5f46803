package io.homelab.activities.proxmox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of Proxmox, as far as we read them. Numbers may come as strings; Jackson takes both. */
final class Wire {
    private Wire() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Version(String version, @Nullable String release) {
        int major() {
            return Integer.parseInt(version.replaceFirst("[^0-9].*", ""));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record NodeEntry(String node, @Nullable String status, long maxmem, int maxcpu) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record StorageEntry(
            String storage,
            @Nullable String type,
            @Nullable String content,
            int active,
            int enabled,
            int shared,
            long total,
            long avail) {
        boolean holds(String kind) {
            return content != null && List.of(content.split(",")).contains(kind);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record VolumeEntry(String volid, @Nullable String content, long size) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ResourceEntry(
            String type,
            @Nullable Integer vmid,
            @Nullable String node,
            @Nullable String name,
            @Nullable String tags,
            @Nullable String status) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Pool(String poolid) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record BridgeEntry(
            String iface,
            String type,
            @Nullable Integer active,
            @Nullable String cidr,
            @Nullable String gateway) {
        boolean isBridge() {
            return type.contains("bridge") || type.equals("OVSBridge");
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Current(
            String status,
            @Nullable String qmpstatus,
            @Nullable String lock,
            @Nullable String name) {
        boolean running() {
            return "running".equals(status);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PendingEntry(
            String key, @Nullable String value, @Nullable String pending) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Task(String status, @Nullable String exitstatus) {
        boolean stopped() {
            return "stopped".equals(status);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record TaskEntry(
            String upid,
            @Nullable String type,
            @Nullable String id,
            @Nullable String status,
            long starttime) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LogLine(int n, @Nullable String t) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Time(
            long time, @JsonProperty("timezone") @Nullable String timezone) {}

    /** A machine's configuration: every value as text, with the digest that guards a write. */
    record Config(Map<String, String> values) {
        Config {
            values = Map.copyOf(values);
        }

        @Nullable
        String get(String key) {
            return values.get(key);
        }

        String digest() {
            return values.getOrDefault("digest", "");
        }
    }
}
