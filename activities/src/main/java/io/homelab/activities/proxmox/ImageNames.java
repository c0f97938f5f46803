package io.homelab.activities.proxmox;

import io.homelab.activities.factory.Schematics;
import io.homelab.activities.labfile.OpenLab;

/** What the Talos image is called in the hypervisor's storage: by version and schematic, so that a name means one content. */
final class ImageNames {
    private static final String PREFIX = "homelab-talos-";
    private static final int SCHEMATIC_DIGITS = 16;

    private ImageNames() {}

    static String file(OpenLab lab, String cluster) {
        var schematic = Schematics.id(Schematics.of(lab.lab().images().schematic(), lab.template(cluster)));
        return PREFIX + lab.template(cluster).talosVersion() + "-nocloud-amd64-"
                + schematic.substring(0, SCHEMATIC_DIGITS) + ".iso";
    }

    /** Whether a volume has a name that only we give; an image has no room for a marker. */
    static boolean looksOurs(String volume, String storage) {
        return volume.startsWith(storage + ":iso/" + PREFIX);
    }

    static String volume(OpenLab lab, String cluster) {
        return lab.lab().hypervisor().storage().images() + ":iso/" + file(lab, cluster);
    }
}
