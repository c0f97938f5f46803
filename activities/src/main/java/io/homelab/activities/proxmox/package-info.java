/** Proxmox VE: machines and images. */
@NullMarked
package io.homelab.activities.proxmox;

import org.jspecify.annotations.NullMarked;
