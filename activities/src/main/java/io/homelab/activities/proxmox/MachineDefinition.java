package io.homelab.activities.proxmox;

import io.homelab.lab.definition.AddressMode;
import io.homelab.lab.definition.Lab;
import io.homelab.lab.definition.Node;
import io.homelab.workflows.plan.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a node's machine is made of. It boots the disk first and the Talos ISO when the disk is empty; Proxmox's own
 * cloud-init drive gives Talos' nocloud platform its static address (facts: proxmox A4, talos B3).
 */
record MachineDefinition(Lab lab, Node node, String address, Ownership ownership, String imageVolume) {
    /** The guest agent's channel is only there when the image has the agent. */
    private static final String AGENT_EXTENSION = "siderolabs/qemu-guest-agent";

    private static final Set<String> POWER_CYCLED = Set.of("cores", "memory", "net0");

    /** The parameters of the create, all of them owned by us at that moment. */
    Map<String, String> create(int vmid) {
        var disks = lab.hypervisor().storage().disks();
        var uuid = ownership.uuid(address);
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("vmid", Integer.toString(vmid));
        parameters.put("name", node.name());
        if (lab.hypervisor().pool() != null) {
            parameters.put("pool", lab.hypervisor().pool());
        }
        parameters.put("ostype", "l26");
        parameters.put("machine", "q35");
        parameters.put("bios", "ovmf");
        parameters.put("efidisk0", disks + ":1,efitype=4m,pre-enrolled-keys=0");
        parameters.put("cpu", "host");
        parameters.put("sockets", "1");
        parameters.put("cores", Integer.toString(node.cores()));
        parameters.put("memory", Integer.toString(node.memoryMiB()));
        parameters.put("balloon", "0");
        parameters.put("scsihw", "virtio-scsi-single");
        parameters.put("scsi0", disks + ":" + node.diskGiB() + ",discard=on,iothread=1,ssd=1");
        parameters.put("ide0", disks + ":cloudinit");
        parameters.put("ide2", imageVolume + ",media=cdrom");
        parameters.put("boot", "order=scsi0;ide2");
        parameters.put("net0", net(mac()));
        parameters.put("serial0", "socket");
        parameters.put("agent", agent());
        parameters.put("onboot", node.onboot() ? "1" : "0");
        if (node.startupOrder() > 0) {
            parameters.put("startup", "order=" + node.startupOrder());
        }
        parameters.put("smbios1", "uuid=" + uuid);
        parameters.put("tags", tags(uuid, List.of()));
        parameters.put("description", ownership.description(address));
        parameters.putAll(cloudInit());
        return parameters;
    }

    /** The owned fields that differ, as parameters of an update; empty when there is no drift. */
    Map<String, String> repair(Wire.Config config) {
        var repair = new LinkedHashMap<String, String>();
        for (var field : drift(config)) {
            repair.put(field.name(), field.to() == null ? "" : field.to());
        }
        return repair;
    }

    /** The owned fields that differ. Disks only grow, so a larger one is no drift. */
    List<Change.Field> drift(Wire.Config config) {
        var fields = new ArrayList<Change.Field>();
        compare(fields, config, "name", node.name());
        compare(fields, config, "cores", Integer.toString(node.cores()));
        compare(fields, config, "memory", Integer.toString(node.memoryMiB()));
        compare(fields, config, "onboot", node.onboot() ? "1" : "0");
        var card = PropertyString.parse(config.get("net0"));
        var same = card.get("bridge", "").equals(lab.network().bridge())
                && card.get("tag", "").equals(vlan())
                && (node.mac() == null || card.get("virtio", "").equalsIgnoreCase(node.mac()));
        if (!same) {
            fields.add(new Change.Field("net0", config.get("net0"), net(card.get("virtio", mac()))));
        }
        if (!Ownership.tags(config).containsAll(node.tags())) {
            fields.add(new Change.Field(
                    "tags", config.get("tags"), tags(Ownership.uuidOf(config).orElseThrow(), Ownership.tags(config))));
        }
        cloudInit().forEach((key, value) -> compare(fields, config, key, value));
        return fields;
    }

    /** The disk's size in GiB when it must grow. */
    Optional<Integer> growth(Wire.Config config) {
        var size = PropertyString.parse(config.get("scsi0")).gib("size");
        return size > 0 && size < node.diskGiB() ? Optional.of(node.diskGiB()) : Optional.empty();
    }

    /** Whether a running machine takes a change of this option only when it is powered off and on. */
    static boolean needsPowerCycle(String option) {
        return POWER_CYCLED.contains(option);
    }

    private Map<String, String> cloudInit() {
        var parameters = new LinkedHashMap<String, String>();
        if (node.addressMode() == AddressMode.STATIC) {
            parameters.put(
                    "ipconfig0",
                    "ip=" + node.ip().orElseThrow() + "/" + prefix() + ",gw="
                            + lab.network().gateway());
            if (!lab.network().dns().isEmpty()) {
                parameters.put("nameserver", String.join(" ", lab.network().dns()));
            }
        } else {
            parameters.put("ipconfig0", "ip=dhcp");
        }
        return parameters;
    }

    private String prefix() {
        return lab.network().cidr().replaceFirst(".*/", "");
    }

    private String mac() {
        return node.mac() == null ? ownership.mac(address) : node.mac();
    }

    private String net(String mac) {
        var vlan = vlan();
        return "virtio=" + mac + ",bridge=" + lab.network().bridge() + (vlan.isEmpty() ? "" : ",tag=" + vlan);
    }

    private String vlan() {
        return lab.network().vlan() == null
                ? ""
                : Integer.toString(lab.network().vlan());
    }

    private String agent() {
        return lab.images().schematic().extensions().contains(AGENT_EXTENSION) ? "enabled=1" : "enabled=0";
    }

    private String tags(String uuid, List<String> others) {
        var all = new TreeSet<>(others);
        all.addAll(node.tags());
        all.add(ownership.tag(address, uuid));
        return String.join(";", all);
    }

    private static void compare(List<Change.Field> fields, Wire.Config config, String key, String wanted) {
        var seen = config.get(key);
        if (!wanted.equals(seen)) {
            fields.add(new Change.Field(key, seen, wanted));
        }
    }
}
