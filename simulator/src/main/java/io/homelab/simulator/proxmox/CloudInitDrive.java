package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Hardware.CloudInit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The NoCloud drive as Proxmox generates it. */
final class CloudInitDrive {
    private final VmDocument vm;
    private final UnaryOperator<String> snippets;

    /** @param snippets from a volume id to the text of that snippet */
    CloudInitDrive(VmDocument vm, UnaryOperator<String> snippets) {
        this.vm = vm;
        this.snippets = snippets;
    }

    CloudInit content() {
        var user = custom("user").orElseGet(this::userData);
        var network = custom("network").orElseGet(this::networkConfig);
        var meta = custom("meta").orElseGet(() -> "instance-id: " + sha1(user + network) + "\n");
        return new CloudInit(meta, user, network);
    }

    private Optional<String> custom(String part) {
        return vm.option("cicustom")
                .flatMap(text -> OptionString.parse(text).option(part))
                .map(snippets);
    }

    String userData() {
        var text = new StringBuilder("#cloud-config\n");
        var host = vm.option("name").orElse("VM" + vm.vmid());
        var dot = host.indexOf('.');
        text.append("hostname: ")
                .append(dot < 0 ? host : host.substring(0, dot))
                .append('\n');
        text.append("manage_etc_hosts: true\n");
        if (dot > 0) {
            text.append("fqdn: ").append(host).append('\n');
        } else {
            vm.option("searchdomain").ifPresent(domain -> text.append("fqdn: " + host + "." + domain + "\n"));
        }
        vm.option("ciuser").ifPresent(user -> text.append("user: ").append(user).append('\n'));
        vm.option("cipassword").ifPresent(password -> text.append("password: " + password + "\n"));
        vm.option("sshkeys").ifPresent(keys -> {
            text.append("ssh_authorized_keys:\n");
            URLDecoder.decode(keys, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(key -> text.append("  - ").append(key).append('\n'));
        });
        text.append("chpasswd:\n  expire: False\n");
        text.append(vm.option("ciuser").filter("root"::equals).isPresent() ? "" : "users:\n  - default\n");
        text.append(vm.is("ciupgrade") || vm.option("ciupgrade").isEmpty() ? "package_upgrade: true\n" : "");
        return text.toString();
    }

    String networkConfig() {
        var text = new StringBuilder("version: 1\nconfig:\n");
        new TreeMap<>(vm.config()).forEach((key, value) -> {
            if (key.matches("net\\d+")) {
                var number = key.substring(3);
                vm.option("ipconfig" + number).ifPresent(ip -> {
                    text.append("    - type: physical\n");
                    text.append("      name: eth").append(number).append('\n');
                    text.append(
                            "      mac_address: '" + NetworkCard.of(key, value).mac() + "'\n");
                    text.append("      subnets:\n");
                    subnets(text, OptionString.parse(ip));
                });
            }
        });
        var servers = vm.option("nameserver");
        var domains = vm.option("searchdomain");
        if (servers.isPresent() || domains.isPresent()) {
            text.append("    - type: nameserver\n");
            servers.ifPresent(list -> items(text, "address", list));
            domains.ifPresent(list -> items(text, "search", list));
        }
        return text.toString();
    }

    private static void subnets(StringBuilder text, OptionString ip) {
        ip.option("ip").ifPresent(address -> {
            if (address.equals("dhcp")) {
                text.append("      - type: dhcp4\n");
            } else {
                var parts = address.split("/");
                text.append("      - type: static\n        address: '" + parts[0] + "'\n");
                text.append("        netmask: '" + netmask(parts.length > 1 ? Integer.parseInt(parts[1]) : 32) + "'\n");
                ip.option("gw").ifPresent(gateway -> text.append("        gateway: '" + gateway + "'\n"));
            }
        });
        ip.option("ip6").ifPresent(address -> {
            switch (address) {
                case "dhcp" -> text.append("      - type: dhcp6\n");
                case "auto" -> text.append("      - type: ipv6_slaac\n");
                default -> {
                    text.append("      - type: static6\n        address: '" + address + "'\n");
                    ip.option("gw6").ifPresent(gateway -> text.append("        gateway: '" + gateway + "'\n"));
                }
            }
        });
    }

    private static void items(StringBuilder text, String key, String list) {
        text.append("      ").append(key).append(":\n");
        for (var item : list.trim().split("[ ,]+")) {
            text.append("      - '").append(item).append("'\n");
        }
    }

    private static String netmask(int prefix) {
        var mask = prefix == 0 ? 0 : -1 << (32 - prefix);
        return "%d.%d.%d.%d".formatted(mask >>> 24, mask >> 16 & 255, mask >> 8 & 255, mask & 255);
    }

    private static String sha1(String text) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
