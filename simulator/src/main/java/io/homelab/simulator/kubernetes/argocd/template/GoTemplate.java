package io.homelab.simulator.kubernetes.argocd.template;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Go's text/template: fields, pipelines, if, with and range; without variables and named templates. */
public final class GoTemplate {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private final String text;
    private final Expression expressions;
    private int at;

    private GoTemplate(String text, boolean strict) {
        this.text = text;
        expressions = new Expression(strict);
    }

    /** @param strict whether a missing key is an error, as with {@code missingkey=error} */
    public static String render(String text, JsonNode params, boolean strict) {
        if (!text.contains(OPEN)) {
            return text;
        }
        var template = new GoTemplate(trimmed(text), strict);
        var block = template.block(false);
        var out = new StringBuilder();
        template.run(block, params, params, out);
        return out.toString();
    }

    /** Carries out {@code {{-} and {@code -}}}: what is white beside them goes. */
    private static String trimmed(String text) {
        return text.replaceAll("\\s*\\{\\{- ", "{{ ").replaceAll(" -}}\\s*", " }}");
    }

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record Action(String pipeline) implements Part {}

    private record Branch(String kind, String pipeline, List<Part> then, List<Part> otherwise) implements Part {}

    private List<Part> block(boolean inside) {
        var parts = new ArrayList<Part>();
        while (at < text.length()) {
            var open = text.indexOf(OPEN, at);
            if (open < 0) {
                parts.add(new Text(text.substring(at)));
                at = text.length();
                break;
            }
            parts.add(new Text(text.substring(at, open)));
            var close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw new TemplateFailed("template: unclosed action");
            }
            var action = text.substring(open + OPEN.length(), close).strip();
            var word = action.split("\\s", 2)[0];
            if (inside && (word.equals("end") || word.equals("else"))) {
                at = open;
                return parts;
            }
            at = close + CLOSE.length();
            if (action.startsWith("/*")) {
                continue;
            }
            switch (word) {
                case "if", "with", "range" ->
                    parts.add(branch(word, action.substring(word.length()).strip()));
                case "end", "else" -> throw new TemplateFailed("template: unexpected {{" + word + "}}");
                case "define", "template", "block", "break", "continue" ->
                    throw new TemplateFailed("template: the simulated Argo CD knows no {{" + word + "}}");
                default -> {
                    if (action.startsWith("$") && !action.startsWith("$.")) {
                        throw new TemplateFailed(
                                "template: the simulated Argo CD knows no variables: {{" + action + "}}");
                    }
                    parts.add(new Action(action));
                }
            }
        }
        if (inside) {
            throw new TemplateFailed("template: unexpected EOF: an {{end}} is missing");
        }
        return parts;
    }

    private Branch branch(String kind, String pipeline) {
        var then = block(true);
        List<Part> otherwise = new ArrayList<>();
        var word = closing();
        if (word.startsWith("else")) {
            var rest = word.substring("else".length()).strip();
            if (rest.isEmpty()) {
                otherwise = block(true);
                closing();
            } else if (rest.startsWith("if ")) {
                otherwise = List.of(branch("if", rest.substring("if ".length()).strip()));
            } else {
                throw new TemplateFailed("template: unexpected {{" + word + "}}");
            }
        }
        return new Branch(kind, pipeline, then, otherwise);
    }

    /** Takes the action that ended a block. */
    private String closing() {
        var close = text.indexOf(CLOSE, at);
        var action = text.substring(at + OPEN.length(), close).strip();
        at = close + CLOSE.length();
        return action;
    }

    private void run(List<Part> parts, JsonNode dot, JsonNode root, StringBuilder out) {
        for (var part : parts) {
            switch (part) {
                case Text(var plain) -> out.append(plain);
                case Action(var pipeline) ->
                    out.append(Functions.printed(expressions.value(Tokens.of(pipeline), dot, root)));
                case Branch branch -> branch(branch, dot, root, out);
            }
        }
    }

    private void branch(Branch branch, JsonNode dot, JsonNode root, StringBuilder out) {
        var value = expressions.value(Tokens.of(branch.pipeline()), dot, root);
        if (!Functions.truth(value)) {
            run(branch.otherwise(), dot, root, out);
            return;
        }
        switch (branch.kind()) {
            case "if" -> run(branch.then(), dot, root, out);
            case "with" -> run(branch.then(), value, root, out);
            default -> {
                var items = value.isArray() ? value : Json.array();
                if (value.isObject()) {
                    var values = Json.array();
                    value.properties().forEach(entry -> values.add(entry.getValue()));
                    items = values;
                }
                items.forEach(item -> run(branch.then(), item, root, out));
            }
        }
    }
}
