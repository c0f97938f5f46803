package io.homelab.simulator.proxmox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Login, permissions, users, roles and the access control list. */
final class AccessRoutes {
    private AccessRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of(
                        "POST",
                        "/access/ticket",
                        "username! password! realm otp tfa-challenge new-format:bool path privs",
                        AccessRoutes::ticket),
                Route.of("GET", "/access/domains", "", AccessRoutes::domains),
                Route.of("GET", "/access/permissions", "path userid", AccessRoutes::permissions),
                Route.of("GET", "/access/users", "enabled:bool full:bool", AccessRoutes::users),
                Route.of("GET", "/access/users/{userid}", "", AccessRoutes::user),
                Route.of(
                        "POST",
                        "/access/users",
                        "userid! password comment email enable:bool expire:int firstname lastname groups keys",
                        AccessRoutes::newUser),
                Route.of("DELETE", "/access/users/{userid}", "", AccessRoutes::removeUser),
                Route.of("GET", "/access/roles", "", AccessRoutes::roles),
                Route.of("GET", "/access/roles/{roleid}", "", AccessRoutes::role),
                Route.of("POST", "/access/roles", "roleid! privs", call -> setRole(call, false)),
                Route.of("PUT", "/access/roles/{roleid}", "privs append:bool", call -> setRole(call, true)),
                Route.of("DELETE", "/access/roles/{roleid}", "", AccessRoutes::removeRole),
                Route.of("GET", "/access/acl", "", AccessRoutes::acl),
                Route.of(
                        "PUT",
                        "/access/acl",
                        "path! roles! users groups tokens propagate:bool delete:bool",
                        AccessRoutes::setAcl));
    }

    private static JsonNode ticket(ApiCall call) {
        if (call.exchange().header("Authorization").isPresent()) {
            throw ApiFailure.denied("method not available with API token, need proper ticket.");
        }
        var name = call.parameters().need("username");
        var user = name.contains("@") ? name : name + "@" + call.get("realm").orElse("pam");
        if (!call.pve().login.accepts(user, call.parameters().need("password"))) {
            throw new ApiFailure(401, "authentication failure", Map.of());
        }
        var answer = Json.object()
                .put("username", user)
                .put("ticket", call.pve().login.ticket(user))
                .put("CSRFPreventionToken", call.pve().login.csrf(user));
        answer.putObject("cap");
        if (call.pve().nodes.names().size() > 1) {
            answer.put("clustername", call.pve().world.name());
        }
        return answer;
    }

    private static JsonNode domains(ApiCall call) {
        var all = Json.array();
        all.addObject().put("realm", "pam").put("type", "pam").put("comment", "Linux PAM standard authentication");
        all.addObject().put("realm", "pve").put("type", "pve").put("comment", "Proxmox VE authentication server");
        return all;
    }

    private static JsonNode permissions(ApiCall call) {
        var asked = call.get("userid").filter(id -> !id.equals(call.caller().id()));
        asked.ifPresent(id -> call.need("/access", "Sys.Audit"));
        var caller = asked.map(AccessRoutes::caller).orElse(call.caller());
        var answer = Json.object();
        var paths = call.get("path")
                .map(path -> Map.of(path, call.pve().access.on(caller, path)))
                .orElseGet(() -> call.pve().access.permissions(caller));
        paths.forEach((path, privileges) -> {
            var row = answer.putObject(path);
            privileges.forEach(privilege -> row.put(privilege, 1));
        });
        return answer;
    }

    private static Caller caller(String id) {
        var mark = id.indexOf('!');
        return mark < 0
                ? new Caller(id, Optional.empty())
                : new Caller(id.substring(0, mark), Optional.of(id.substring(mark + 1)));
    }

    private static JsonNode users(ApiCall call) {
        var all = Json.array();
        call.pve().access.document().users().forEach((id, user) -> {
            if (id.equals(call.caller().user()) || call.has("/access", "Sys.Audit")) {
                all.addObject()
                        .put("userid", id)
                        .put("enable", user.enable() ? 1 : 0)
                        .put("realm-type", "pve");
            }
        });
        return all;
    }

    private static JsonNode user(ApiCall call) {
        var id = call.parameters().need("userid");
        var user = Optional.ofNullable(call.pve().access.document().users().get(id))
                .orElseThrow(() -> ApiFailure.died("no such user ('" + id + "')"));
        return Json.object().put("enable", user.enable() ? 1 : 0).put("comment", user.comment());
    }

    private static JsonNode newUser(ApiCall call) {
        call.need("/access/groups", "User.Modify");
        var id = call.parameters().need("userid");
        var users = new HashMap<>(call.pve().access.document().users());
        if (users.containsKey(id)) {
            throw ApiFailure.died("create user failed: user '" + id + "' already exists");
        }
        var enable = call.get("enable").map("1"::equals).orElse(true);
        users.put(
                id,
                new AccessDocument.User(
                        call.get("password").orElse(null),
                        enable,
                        call.get("comment").orElse(null)));
        call.pve().access.users(users);
        return Json.nothing();
    }

    private static JsonNode removeUser(ApiCall call) {
        call.need("/access/groups", "User.Modify");
        var users = new HashMap<>(call.pve().access.document().users());
        users.remove(call.parameters().need("userid"));
        call.pve().access.users(users);
        return Json.nothing();
    }

    private static JsonNode roles(ApiCall call) {
        var all = Json.array();
        new TreeMap<>(call.pve().access.document().roles()).forEach((id, privileges) -> all.addObject()
                .put("roleid", id)
                .put("privs", String.join(",", new TreeSet<>(privileges)))
                .put("special", id.startsWith("PVE") || id.equals("Administrator") || id.equals("NoAccess") ? 1 : 0));
        return all;
    }

    private static JsonNode role(ApiCall call) {
        var id = call.parameters().need("roleid");
        var role = Optional.ofNullable(call.pve().access.document().roles().get(id))
                .orElseThrow(() -> ApiFailure.died("role '" + id + "' does not exist"));
        var row = Json.object();
        new TreeSet<>(role).forEach(privilege -> row.put(privilege, 1));
        return row;
    }

    private static JsonNode setRole(ApiCall call, boolean exists) {
        call.need("/access", "Sys.Modify");
        var id = call.parameters().need("roleid");
        var roles = new HashMap<>(call.pve().access.document().roles());
        if (!exists && roles.containsKey(id)) {
            throw ApiFailure.died("role '" + id + "' already exists");
        }
        var privileges = new TreeSet<>(call.parameters().list("privs"));
        for (var privilege : privileges) {
            if (!call.pve().access.knows(privilege)) {
                throw ApiFailure.invalid("privs", "invalid format - invalid privilege '" + privilege + "'");
            }
        }
        if (call.parameters().is("append")) {
            privileges.addAll(roles.getOrDefault(id, Set.of()));
        }
        roles.put(id, privileges);
        call.pve().access.roles(roles);
        return Json.nothing();
    }

    private static JsonNode removeRole(ApiCall call) {
        call.need("/access", "Sys.Modify");
        var roles = new HashMap<>(call.pve().access.document().roles());
        roles.remove(call.parameters().need("roleid"));
        call.pve().access.roles(roles);
        return Json.nothing();
    }

    private static JsonNode acl(ApiCall call) {
        var all = Json.array();
        call.pve().access.document().acl().forEach(entry -> {
            if (call.has(entry.path(), "Permissions.Modify") || call.has("/access", "Sys.Audit")) {
                all.addObject()
                        .put("path", entry.path())
                        .put("ugid", entry.ugid())
                        .put("type", entry.ugid().contains("!") ? "token" : "user")
                        .put("roleid", entry.role())
                        .put("propagate", entry.propagate() ? 1 : 0);
            }
        });
        return all;
    }

    private static JsonNode setAcl(ApiCall call) {
        var path = call.parameters().need("path");
        call.need(path, "Permissions.Modify");
        var entries = new ArrayList<AccessDocument.Entry>();
        var propagate = call.get("propagate").map("1"::equals).orElse(true);
        var whom = new ArrayList<>(call.parameters().list("users"));
        whom.addAll(call.parameters().list("tokens"));
        for (var role : call.parameters().list("roles")) {
            if (!call.pve().access.document().roles().containsKey(role)) {
                throw ApiFailure.died("role '" + role + "' does not exist");
            }
            whom.forEach(ugid -> entries.add(new AccessDocument.Entry(path, ugid, role, propagate)));
        }
        call.pve().access.acl(entries, call.parameters().is("delete"));
        return Json.nothing();
    }
}
