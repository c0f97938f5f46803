package io.homelab.simulator.proxmox;

import java.util.Optional;

/** Who calls: a user with a ticket, or one of a user's tokens. */
record Caller(String user, Optional<String> token) {
    /** As task lists and the record of calls name it. */
    String id() {
        return token.map(name -> user + "!" + name).orElse(user);
    }

    /** Only the user itself, never one of its tokens. */
    boolean isRoot() {
        return "root@pam".equals(id());
    }
}
