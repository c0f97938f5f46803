package io.homelab.activities.proxmox;

import io.homelab.lab.definition.Marker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Proof that a machine is ours. The marker covers the resource's address and the machine's own SMBIOS uuid: a recycled id
 * has neither, and a clone keeps tags and description but gets a new uuid. Numbers and names prove nothing.
 */
final class Ownership {
    private static final String TAG = "hl-";
    private static final Pattern ADDRESS = Pattern.compile("(?m)^homelab address: (\\S+)$");

    private final byte[] labKey;

    Ownership(byte[] labKey) {
        this.labKey = labKey.clone();
    }

    /** The address of a node's machine. */
    static String address(String cluster, String node) {
        return "cluster/" + cluster + "/machine/" + node;
    }

    /** Whether tags could be ours at all; saves reading the configuration of everybody else's machines. */
    static boolean maybeOurs(String tags) {
        return tags.contains(TAG);
    }

    /** The tag that proves it. */
    String tag(String address, String uuid) {
        return TAG + Marker.of(labKey, address + "|" + uuid).value();
    }

    /** The uuid that a machine of ours is created with: the same one each time, so that a repeated create is the same. */
    String uuid(String address) {
        return UUID.nameUUIDFromBytes(
                        Marker.of(labKey, "uuid|" + address).value().getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    /** A locally administered MAC, the same one each time, so that a DHCP lease outlives a rebuild. */
    String mac(String address) {
        var bits = UUID.nameUUIDFromBytes(
                        Marker.of(labKey, "mac|" + address).value().getBytes(StandardCharsets.US_ASCII))
                .getLeastSignificantBits();
        return "02:%02X:%02X:%02X:%02X:%02X"
                .formatted(bits >> 32 & 0xff, bits >> 24 & 0xff, bits >> 16 & 0xff, bits >> 8 & 0xff, bits & 0xff);
    }

    /** The text for people, from which the address of a machine is read that the lab file no longer has. */
    String description(String address) {
        return "Managed by homelab. Do not remove the tag that begins with " + TAG + ".\n\nhomelab address: " + address
                + "\n";
    }

    /** Whether this configuration proves to be the machine of that address. */
    boolean proves(Wire.Config config, String address) {
        var uuid = uuidOf(config);
        return uuid.isPresent() && tags(config).contains(tag(address, uuid.get()));
    }

    /** The address in the description, if the marker confirms it. */
    Optional<String> provenAddress(Wire.Config config) {
        var description = config.get("description");
        if (description == null) {
            return Optional.empty();
        }
        var matcher = ADDRESS.matcher(description.replace("\r", ""));
        return matcher.find() && proves(config, matcher.group(1)) ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static List<String> tags(Wire.Config config) {
        var tags = config.get("tags");
        return tags == null ? List.of() : List.of(tags.split("[;, ]+"));
    }

    static Optional<String> uuidOf(Wire.Config config) {
        return Optional.ofNullable(
                PropertyString.parse(config.get("smbios1")).properties().get("uuid"));
    }
}
