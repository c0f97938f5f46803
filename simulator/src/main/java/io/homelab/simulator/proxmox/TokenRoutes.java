package io.homelab.simulator.proxmox;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** API tokens: their secret is shown once. */
final class TokenRoutes {
    private static final String PATH = "/access/users/{userid}/token";

    private TokenRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("GET", PATH, "", TokenRoutes::list),
                Route.of("GET", PATH + "/{tokenid}", "", call -> info(need(call))),
                Route.of("POST", PATH + "/{tokenid}", "privsep:bool expire:int comment", TokenRoutes::create),
                Route.of(
                        "PUT",
                        PATH + "/{tokenid}",
                        "privsep:bool expire:int comment regenerate:bool",
                        TokenRoutes::change),
                Route.of("DELETE", PATH + "/{tokenid}", "", TokenRoutes::remove));
    }

    private static String user(ApiCall call) {
        var user = call.parameters().need("userid");
        if (!user.equals(call.caller().user())) {
            call.need("/access/users/" + user, "User.Modify");
        }
        if (!call.pve().access.document().users().containsKey(user)) {
            throw ApiFailure.died("no such user ('" + user + "')");
        }
        return user;
    }

    private static String id(ApiCall call) {
        return user(call) + "!" + call.parameters().need("tokenid");
    }

    private static AccessDocument.Token need(ApiCall call) {
        var id = id(call);
        return Optional.ofNullable(call.pve().access.document().tokens().get(id))
                .orElseThrow(() ->
                        ApiFailure.died("no such token '" + call.parameters().need("tokenid") + "' for user '"
                                + call.parameters().need("userid") + "'"));
    }

    private static ObjectNode info(AccessDocument.Token token) {
        var row = Json.object().put("privsep", token.privsep() ? 1 : 0).put("expire", token.expire());
        if (token.comment() != null) {
            row.put("comment", token.comment());
        }
        return row;
    }

    private static JsonNode list(ApiCall call) {
        var prefix = user(call) + "!";
        var all = Json.array();
        call.pve().access.document().tokens().forEach((id, token) -> {
            if (id.startsWith(prefix)) {
                all.add(info(token).put("tokenid", id.substring(prefix.length())));
            }
        });
        return all;
    }

    private static JsonNode create(ApiCall call) {
        var id = id(call);
        if (call.pve().access.document().tokens().containsKey(id)) {
            throw ApiFailure.invalid("tokenid", "Token already exists.");
        }
        var token = new AccessDocument.Token(
                UUID.randomUUID().toString(),
                call.get("privsep").map("1"::equals).orElse(true),
                call.parameters().number("expire").orElse(0L),
                call.get("comment").orElse(null));
        return put(call, id, token).put("value", token.secret());
    }

    private static JsonNode change(ApiCall call) {
        var before = need(call);
        var token = new AccessDocument.Token(
                call.parameters().is("regenerate") ? UUID.randomUUID().toString() : before.secret(),
                call.get("privsep").map("1"::equals).orElse(before.privsep()),
                call.parameters().number("expire").orElse(before.expire()),
                call.get("comment").orElse(before.comment()));
        var answer = put(call, id(call), token);
        return call.parameters().is("regenerate") ? answer.put("value", token.secret()) : answer;
    }

    private static ObjectNode put(ApiCall call, String id, AccessDocument.Token token) {
        var tokens = new HashMap<>(call.pve().access.document().tokens());
        tokens.put(id, token);
        call.pve().access.tokens(tokens);
        var answer = Json.object().put("full-tokenid", id);
        answer.set("info", info(token));
        return answer;
    }

    private static JsonNode remove(ApiCall call) {
        need(call);
        var tokens = new HashMap<>(call.pve().access.document().tokens());
        tokens.remove(id(call));
        call.pve().access.tokens(tokens);
        return Json.nothing();
    }
}
