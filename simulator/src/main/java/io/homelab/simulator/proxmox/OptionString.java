package io.homelab.simulator.proxmox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Proxmox's {@code value,key=value,key=value}.
 *
 * @param head the first word when it has no key; empty otherwise
 */
record OptionString(String head, Map<String, String> options) {
    static OptionString parse(String text) {
        var head = "";
        var options = new LinkedHashMap<String, String>();
        for (var word : text.split(",")) {
            var equals = word.indexOf('=');
            if (equals < 0) {
                head = head.isEmpty() ? word.trim() : head;
            } else {
                options.put(
                        word.substring(0, equals).trim(),
                        word.substring(equals + 1).trim());
            }
        }
        return new OptionString(head, options);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    boolean is(String name) {
        return option(name)
                .map(value -> value.equals("1") || value.equals("on") || value.equals("yes") || value.equals("true"))
                .orElse(false);
    }

    OptionString withHead(String other) {
        return new OptionString(other, options);
    }

    OptionString with(String name, String value) {
        var changed = new LinkedHashMap<>(options);
        changed.put(name, value);
        return new OptionString(head, changed);
    }

    OptionString without(String name) {
        var changed = new LinkedHashMap<>(options);
        changed.remove(name);
        return new OptionString(head, changed);
    }

    /** The head, then the options in alphabetical order, as Proxmox writes drives. */
    String print() {
        var rest = new TreeMap<>(options)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(","));
        return head.isEmpty() ? rest : rest.isEmpty() ? head : head + "," + rest;
    }
}
