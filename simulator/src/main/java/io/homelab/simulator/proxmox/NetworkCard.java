package io.homelab.simulator.proxmox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A card of a configuration, such as {@code net0=virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=5}. */
record NetworkCard(
        String slot, String model, String mac, Optional<String> bridge, Optional<Integer> vlan, OptionString spec) {
    private static final List<String> MODELS = List.of(
            "virtio", "e1000", "e1000e", "rtl8139", "vmxnet3", "ne2k_pci", "i82551", "i82557b", "i82559er", "pcnet");

    static NetworkCard of(String slot, String value) {
        var spec = OptionString.parse(value);
        var model = MODELS.stream()
                .filter(name -> spec.options().containsKey(name))
                .findFirst()
                .or(() -> spec.option("model"))
                .orElse(spec.head());
        if (!MODELS.contains(model)) {
            throw ApiFailure.invalid(
                    slot, "invalid format - format error\nmodel: property is missing and it is not optional\n");
        }
        var mac = spec.option(model).or(() -> spec.option("macaddr")).orElse("");
        return new NetworkCard(
                slot,
                model,
                mac.toLowerCase(Locale.ROOT),
                spec.option("bridge"),
                spec.option("tag").map(Integer::parseInt),
                spec);
    }

    /** The value with a MAC address, made up when there is none, as Proxmox writes it back. */
    String settled() {
        var address = mac.isEmpty() ? fresh() : mac.toUpperCase(Locale.ROOT);
        var rest = spec.without(model)
                .without("macaddr")
                .without("model")
                .withHead("")
                .print();
        return model + "=" + address + (rest.isEmpty() ? "" : "," + rest);
    }

    private static String fresh() {
        var random = ThreadLocalRandom.current();
        return "BC:24:11:%02X:%02X:%02X".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }
}
