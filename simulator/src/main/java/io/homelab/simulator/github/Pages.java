package io.homelab.simulator.github;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A list a page at a time, with links to the others in the header (docs.github.com: using pagination in the REST API). */
final class Pages {
    private static final int USUAL = 30;
    private static final int MOST = 100;

    private Pages() {}

    static Call.Answer of(Call call, ArrayNode all) {
        var size = Math.clamp(number(call, "per_page", USUAL), 1, MOST);
        var page = Math.max(1, number(call, "page", 1));
        var shown = JsonNodeFactory.instance.arrayNode();
        for (int i = (page - 1) * size; i < Math.min(all.size(), page * size); i++) {
            shown.add(all.get(i));
        }
        var last = Math.max(1, Math.ceilDiv(all.size(), size));
        var links = new ArrayList<String>();
        if (page > 1) {
            links.add(link(call, Math.min(page - 1, last), "prev"));
        }
        if (page < last) {
            links.add(link(call, page + 1, "next"));
            links.add(link(call, last, "last"));
        }
        if (page > 1) {
            links.add(link(call, 1, "first"));
        }
        return Call.Answer.ok(shown).with("Link", String.join(", ", links));
    }

    private static int number(Call call, String field, int otherwise) {
        return call.query(field)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    private static String link(Call call, int page, String relation) {
        var query = new TreeMap<>(call.query());
        query.put("page", List.of(Integer.toString(page)));
        var asked = query.entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> Map.entry(field.getKey(), value)))
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return "<" + call.url() + "/" + call.rest(0) + "?" + asked + ">; rel=\"" + relation + "\"";
    }
}
