package io.homelab.simulator.kubernetes.apiserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of Kubernetes' own messages by their numbers; the table is made from the published API. */
final class ProtobufTypes {
    private static final String TABLE = "/io/homelab/simulator/kubernetes/messages.txt";

    private final Map<String, Map<Integer, Field>> messages = new HashMap<>();

    /** How a field is repeated. */
    enum Shape {
        ONE,
        MANY,
        MAP
    }

    record Field(String name, Shape shape, String type) {}

    ProtobufTypes() {
        try (var in = ProtobufTypes.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("no table of messages");
            }
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(this::message);
        } catch (IOException e) {
            throw new IllegalStateException("the table of messages cannot be read", e);
        }
    }

    private void message(String line) {
        var parts = line.split("\\|", -1);
        var fields = new HashMap<Integer, Field>();
        for (int i = 1; i < parts.length; i++) {
            var words = parts[i].split(" ", -1);
            if (words.length == 3) {
                var mark = words[2].charAt(0);
                var shape = mark == '*' ? Shape.MANY : mark == '%' ? Shape.MAP : Shape.ONE;
                var type = shape == Shape.ONE ? words[2] : words[2].substring(1);
                fields.put(Integer.valueOf(words[0]), new Field(words[1], shape, type));
            }
        }
        messages.put(parts[0], fields);
    }

    @Nullable
    Map<Integer, Field> fields(String type) {
        return messages.get(type);
    }

    /** The message of a kind: groups go by their first word, and the core group is called so. */
    static String of(String apiVersion, String kind) {
        var slash = apiVersion.indexOf('/');
        if (kind.equals("DeleteOptions")) {
            return "meta.v1.DeleteOptions";
        }
        if (slash < 0) {
            return "core." + apiVersion + "." + kind;
        }
        var group = apiVersion.substring(0, slash);
        var dot = group.indexOf('.');
        return (dot < 0 ? group : group.substring(0, dot)) + "." + apiVersion.substring(slash + 1) + "." + kind;
    }
}
