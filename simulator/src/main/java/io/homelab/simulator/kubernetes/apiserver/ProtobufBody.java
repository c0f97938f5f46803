package io.homelab.simulator.kubernetes.apiserver;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.homelab.simulator.kubernetes.apiserver.ProtobufTypes.Field;
import io.homelab.simulator.kubernetes.apiserver.ProtobufTypes.Shape;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the protobuf that typed clients send for built-in kinds; answers are JSON, which they take as well. */
final class ProtobufBody {
    static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";
    private static final int MAGIC = 4;
    /** Fields that Go embeds: in JSON their fields are their parent's. */
    private static final Set<String> EMBEDDED = Set.of(
            "volumeSource", "persistentVolumeSource", "handler", "ephemeralContainerCommon", "localObjectReference");

    /** Flags that are false when nobody set them. */
    private static final Set<String> PLAIN =
            Set.of("hostNetwork", "hostPID", "hostIPC", "paused", "stdin", "stdinOnce", "tty", "readOnly");

    private final ProtobufTypes types = new ProtobufTypes();

    /** The object in an envelope of type and raw bytes. */
    ObjectNode read(byte[] body) {
        try {
            var in = CodedInputStream.newInstance(body, MAGIC, body.length - MAGIC);
            var apiVersion = "";
            var kind = "";
            var raw = new byte[0];
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> {
                        var meta = CodedInputStream.newInstance(in.readByteArray());
                        apiVersion = meta.readTag() == 0 ? "" : meta.readString();
                        kind = meta.readTag() == 0 ? "" : meta.readString();
                    }
                    case 2 -> raw = in.readByteArray();
                    default -> in.skipField(tag);
                }
            }
            var type = ProtobufTypes.of(apiVersion, kind);
            if (types.fields(type) == null) {
                throw ApiError.unsupported("application/json, application/yaml");
            }
            var object = (ObjectNode) message(type, raw);
            return object.put("apiVersion", apiVersion).put("kind", kind);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw ApiError.bad("the body of the request is not Kubernetes protobuf: " + e.getMessage());
        }
    }

    private JsonNode message(String type, byte[] bytes) throws IOException {
        var fields = types.fields(type);
        var object = Json.object();
        var in = CodedInputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            var field = fields == null ? null : fields.get(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                in.skipField(tag);
            } else {
                read(in, object, field);
            }
        }
        return ProtobufValues.of(type, object);
    }

    private void read(CodedInputStream in, ObjectNode object, Field field) throws IOException {
        if (field.shape() == Shape.MAP) {
            entry(CodedInputStream.newInstance(in.readByteArray()), Json.ensure(object, field.name()), field.type());
            return;
        }
        var value = value(in, field.type());
        if (field.shape() == Shape.MANY) {
            object.withArray(field.name()).add(value);
        } else if (EMBEDDED.contains(field.name()) && value instanceof ObjectNode embedded) {
            embedded.properties().forEach(e -> object.set(e.getKey(), e.getValue()));
        } else if (!empty(field, value)) {
            object.set(field.name(), value);
        }
    }

    /** Go writes fields that were not set; JSON leaves these out. */
    private static boolean empty(Field field, JsonNode value) {
        return value.isNull()
                || (value.isString() && value.asString("").isEmpty())
                || (field.name().equals("status") && value.isEmpty() && value.isObject())
                || (PLAIN.contains(field.name()) && !value.asBoolean(false))
                || (field.name().toLowerCase(java.util.Locale.ROOT).endsWith("generation") && value.asLong(0) == 0);
    }

    private void entry(CodedInputStream in, ObjectNode map, String type) throws IOException {
        var key = "";
        JsonNode value = Json.MAPPER.valueToTree("");
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                key = in.readString();
            } else {
                value = value(in, type);
            }
        }
        map.set(key, value);
    }

    private JsonNode value(CodedInputStream in, String type) throws IOException {
        return switch (type) {
            case "string" -> Json.MAPPER.valueToTree(in.readString());
            case "int32" -> Json.MAPPER.valueToTree(in.readInt32());
            case "int64" -> Json.MAPPER.valueToTree(in.readInt64());
            case "bool" -> Json.MAPPER.valueToTree(in.readBool());
            case "double" -> Json.MAPPER.valueToTree(in.readDouble());
            case "bytes" -> Json.MAPPER.valueToTree(Base64.getEncoder().encodeToString(in.readByteArray()));
            default -> message(type, in.readByteArray());
        };
    }

    /** Messages that JSON writes in another way. */
    private static final class ProtobufValues {
        static JsonNode of(String type, ObjectNode fields) {
            return switch (type) {
                case "meta.v1.Time", "meta.v1.MicroTime" ->
                    fields.isEmpty()
                            ? Json.MAPPER.nullNode()
                            : Json.MAPPER.valueToTree(
                                    Instant.ofEpochSecond(fields.path("seconds").asLong(0))
                                            .toString());
                case "api.resource.Quantity" -> fields.path("string");
                case "util.intstr.IntOrString" ->
                    fields.path("type").asInt(0) == 0
                            ? Json.MAPPER.valueToTree(fields.path("intVal").asInt(0))
                            : fields.path("strVal");
                case "meta.v1.FieldsV1" ->
                    Json.MAPPER.readTree(
                            Base64.getDecoder().decode(fields.path("Raw").asString("e30=")));
                default -> fields;
            };
        }
    }
}
