package io.homelab.simulator.kubernetes.argocd.template;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** The value of a pipeline. */
final class Expression {
    private final boolean strict;

    Expression(boolean strict) {
        this.strict = strict;
    }

    JsonNode value(Tokens tokens, JsonNode dot, JsonNode root) {
        var value = pipeline(tokens, dot, root);
        if (tokens.has()) {
            throw new TemplateFailed("template: unexpected \"" + tokens.peek() + "\"");
        }
        return value;
    }

    private JsonNode pipeline(Tokens tokens, JsonNode dot, JsonNode root) {
        var value = command(tokens, dot, root, List.of());
        while (tokens.took("|")) {
            value = command(tokens, dot, root, List.of(value));
        }
        return value;
    }

    private JsonNode command(Tokens tokens, JsonNode dot, JsonNode root, List<JsonNode> last) {
        var word = tokens.peek();
        if (word.matches("[A-Za-z_][A-Za-z0-9_]*")
                && !List.of("true", "false", "nil").contains(word)) {
            tokens.next();
            var arguments = new ArrayList<JsonNode>();
            while (tokens.has() && !List.of("|", ")").contains(tokens.peek())) {
                arguments.add(operand(tokens, dot, root));
            }
            arguments.addAll(last);
            return Functions.call(word, arguments);
        }
        var value = operand(tokens, dot, root);
        if (!last.isEmpty()) {
            throw new TemplateFailed("template: non executable command in pipeline");
        }
        return value;
    }

    private JsonNode operand(Tokens tokens, JsonNode dot, JsonNode root) {
        var word = tokens.next();
        if (word.equals("(")) {
            var value = pipeline(tokens, dot, root);
            if (!tokens.took(")")) {
                throw new TemplateFailed("template: unclosed left paren");
            }
            return tokens.peek().startsWith(".") ? fields(value, tokens.next()) : value;
        }
        if (word.startsWith("\"")) {
            return StringNode.valueOf(unescaped(word.substring(1, word.length() - 1)));
        }
        if (word.startsWith("`")) {
            return StringNode.valueOf(word.substring(1, word.length() - 1));
        }
        if (word.equals(".")) {
            return dot;
        }
        if (word.startsWith("$.")) {
            return fields(root, word.substring(1));
        }
        if (word.startsWith(".")) {
            return fields(dot, word);
        }
        if (word.matches("-?[0-9]{1,9}")) {
            return IntNode.valueOf(Integer.parseInt(word));
        }
        return switch (word) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            case "nil" -> MissingNode.getInstance();
            default -> {
                // A function without arguments among the arguments of another.
                if (word.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    yield Functions.call(word, List.of());
                }
                throw new TemplateFailed("template: unexpected \"" + word + "\"");
            }
        };
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }

    private JsonNode fields(JsonNode from, String path) {
        var value = from;
        for (var name : path.substring(1).split("\\.", -1)) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new TemplateFailed("template: bad character in field \"" + path + "\"");
            }
            if (value.isMissingNode() || value.isNull()) {
                throw new TemplateFailed("template: at <" + path + ">: nil pointer evaluating interface {}." + name);
            }
            if (value.isObject() && !value.has(name) && strict) {
                throw new TemplateFailed("template: at <" + path + ">: map has no entry for key \"" + name + "\"");
            }
            if (!value.isObject()) {
                throw new TemplateFailed(
                        "template: at <" + path + ">: can't evaluate field " + name + " in type string");
            }
            value = value.path(name);
        }
        return value;
    }
}
