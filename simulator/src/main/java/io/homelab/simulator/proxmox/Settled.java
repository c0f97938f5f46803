package io.homelab.simulator.proxmox;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Options as Proxmox writes them to the configuration file. */
final class Settled {
    private Settled() {}

    static Map<String, String> of(Map<String, String> options) {
        var settled = new LinkedHashMap<String, String>();
        options.forEach((key, value) -> settled.put(key, one(key, value)));
        return settled;
    }

    private static String one(String key, String value) {
        if (key.matches("net\\d+")) {
            return NetworkCard.of(key, value).settled();
        }
        return switch (key) {
            case "tags" -> tags(value);
            case "description" -> value.stripTrailing();
            case "vmgenid" -> value.equals("1") ? UUID.randomUUID().toString() : value;
            default -> value;
        };
    }

    private static String tags(String text) {
        return new TreeSet<>(java.util.List.of(text.toLowerCase(Locale.ROOT).split("[,; ]+")))
                .stream().filter(tag -> !tag.isEmpty()).collect(Collectors.joining(";"));
    }

    /** What a new machine gets that nobody asked for. */
    static Map<String, String> withDefaults(VmDocument vm, long now) {
        var config = new LinkedHashMap<>(vm.config());
        config.putIfAbsent("smbios1", "uuid=" + UUID.randomUUID());
        config.putIfAbsent("vmgenid", UUID.randomUUID().toString());
        config.putIfAbsent("boot", "order=" + String.join(";", BootOrder.standard(vm)));
        config.put("meta", "creation-qemu=9.2.0,ctime=" + now);
        return config;
    }
}
