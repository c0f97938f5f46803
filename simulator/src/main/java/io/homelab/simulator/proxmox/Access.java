package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may do what, as {@code pveum} keeps it. */
final class Access {
    /** The role, the user and the token that a new world has for its orchestrator. */
    static final String ROLE = "Homelab";

    static final String USER = "homelab@pve";
    static final String TOKEN = "homelab@pve!orchestrator";
    static final String ROOT_PASSWORD = "simulated-root";

    private final Documents<AccessDocument> documents;
    private final Set<String> known;

    Access(Store store, HypervisorOptions options) {
        documents = new Documents<>(store, "pve-access", AccessDocument.class);
        known = Privileges.of(options);
        if (documents.get("access").isEmpty()) {
            documents.put("access", initial(options));
        }
    }

    private AccessDocument initial(HypervisorOptions options) {
        var acl = List.of(
                new AccessDocument.Entry("/", USER, ROLE, true), new AccessDocument.Entry("/", TOKEN, ROLE, true));
        return new AccessDocument(
                Map.of(
                        "root@pam",
                        new AccessDocument.User(ROOT_PASSWORD, true, null),
                        USER,
                        new AccessDocument.User(null, true, "the orchestrator")),
                Map.of(TOKEN, new AccessDocument.Token(UUID.randomUUID().toString(), true, 0, null)),
                Map.of(
                        "Administrator",
                        known,
                        "NoAccess",
                        Set.of(),
                        "PVEAuditor",
                        Set.of("VM.Audit", "Datastore.Audit", "Sys.Audit", "SDN.Audit", "Mapping.Audit", "Pool.Audit"),
                        ROLE,
                        Privileges.ofOrchestrator(options)),
                acl,
                UUID.randomUUID().toString());
    }

    AccessDocument document() {
        return documents.get("access").orElseThrow();
    }

    void put(AccessDocument changed) {
        documents.put("access", changed);
    }

    boolean knows(String privilege) {
        return known.contains(privilege);
    }

    /** The privileges of a caller on a path. */
    Set<String> on(Caller caller, String path) {
        var document = document();
        if (caller.isRoot()) {
            return known;
        }
        var ofUser = "root@pam".equals(caller.user()) ? known : resolve(document, caller.user(), path);
        if (caller.token().isEmpty()) {
            return ofUser;
        }
        var token = document.tokens().get(caller.id());
        if (token == null) {
            return Set.of();
        }
        if (!token.privsep()) {
            return ofUser;
        }
        var both = new TreeSet<>(resolve(document, caller.id(), path));
        both.retainAll(ofUser);
        return both;
    }

    /** The most specific path with an entry decides; an entry above counts only when it propagates. */
    private static Set<String> resolve(AccessDocument document, String ugid, String path) {
        for (var each = path; ; each = parent(each)) {
            var here = each;
            Predicate<AccessDocument.Entry> decides = entry ->
                    entry.ugid().equals(ugid) && entry.path().equals(here) && (entry.propagate() || here.equals(path));
            var entries = document.acl().stream().filter(decides).toList();
            if (!entries.isEmpty()) {
                var privileges = new TreeSet<String>();
                entries.forEach(entry -> privileges.addAll(document.roles().getOrDefault(entry.role(), Set.of())));
                return entries.stream().anyMatch(entry -> "NoAccess".equals(entry.role())) ? Set.of() : privileges;
            }
            if ("/".equals(each)) {
                return Set.of();
            }
        }
    }

    private static String parent(String path) {
        var slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** Paths with what the caller may do there. */
    Map<String, Set<String>> permissions(Caller caller) {
        var paths = new TreeSet<>(List.of("/", "/access", "/nodes", "/pool", "/sdn", "/storage", "/vms"));
        document().acl().forEach(entry -> paths.add(entry.path()));
        var all = new LinkedHashMap<String, Set<String>>();
        for (var path : paths) {
            var privileges = on(caller, path);
            if (!privileges.isEmpty()) {
                all.put(path, privileges);
            }
        }
        return all;
    }

    /** Puts a privilege into a role, or takes it out. */
    void change(String role, String privilege, boolean granted) {
        var document = document();
        var roles = new TreeMap<>(document.roles());
        var privileges = new HashSet<>(roles.getOrDefault(role, Set.of()));
        if (granted) {
            privileges.add(privilege);
        } else {
            privileges.remove(privilege);
        }
        roles.put(role, privileges);
        put(new AccessDocument(document.users(), document.tokens(), roles, document.acl(), document.ticketKey()));
    }

    /** The orchestrator may change machines in that pool alone; elsewhere it sees them. */
    void confine(String pool) {
        var role = document().roles().getOrDefault(ROLE, Set.of());
        var roles = new TreeMap<>(document().roles());
        roles.put("HomelabPool", onMachines(role, true));
        roles.put(ROLE, onMachines(role, false));
        roles(roles);
        acl(
                Stream.of(USER, TOKEN)
                        .map(ugid -> new AccessDocument.Entry("/pool/" + pool, ugid, "HomelabPool", true))
                        .toList(),
                false);
    }

    private static Set<String> onMachines(Set<String> role, boolean changing) {
        return role.stream()
                .filter(privilege -> changing == (privilege.matches("(VM|Pool)\\..*") && !privilege.equals("VM.Audit")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Sets or deletes entries of the list. */
    void acl(List<AccessDocument.Entry> entries, boolean delete) {
        var document = document();
        var acl = new ArrayList<>(document.acl());
        for (var entry : entries) {
            acl.removeIf(old -> old.path().equals(entry.path())
                    && old.ugid().equals(entry.ugid())
                    && old.role().equals(entry.role()));
            if (!delete) {
                acl.add(entry);
            }
        }
        put(new AccessDocument(document.users(), document.tokens(), document.roles(), acl, document.ticketKey()));
    }

    void tokens(Map<String, AccessDocument.Token> tokens) {
        var document = document();
        put(new AccessDocument(document.users(), tokens, document.roles(), document.acl(), document.ticketKey()));
    }

    void users(Map<String, AccessDocument.User> users) {
        var document = document();
        put(new AccessDocument(users, document.tokens(), document.roles(), document.acl(), document.ticketKey()));
    }

    void roles(Map<String, Set<String>> roles) {
        var document = document();
        put(new AccessDocument(document.users(), document.tokens(), roles, document.acl(), document.ticketKey()));
    }
}
