/** Proxmox VE's API over HTTPS, with the machines behind it. Written from documentation and from what nodes answer. */
@NullMarked
package io.homelab.simulator.proxmox;

import org.jspecify.annotations.NullMarked;
