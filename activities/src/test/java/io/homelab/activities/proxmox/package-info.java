@NullMarked
package io.homelab.activities.proxmox;

import org.jspecify.annotations.NullMarked;
