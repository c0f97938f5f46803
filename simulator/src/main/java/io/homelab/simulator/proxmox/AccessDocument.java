package io.homelab.simulator.proxmox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users, tokens, roles and the access control list, as one document. */
record AccessDocument(
        Map<String, User> users,
        Map<String, Token> tokens,
        Map<String, Set<String>> roles,
        List<Entry> acl,
        String ticketKey) {

    record User(
            @Nullable String password,
            boolean enable,
            @Nullable String comment) {}

    /** Named {@code user@realm!name} in the map. */
    record Token(
            String secret,
            boolean privsep,
            long expire,
            @Nullable String comment) {}

    /** @param ugid a user id, or a full token id */
    record Entry(String path, String ugid, String role, boolean propagate) {}
}
