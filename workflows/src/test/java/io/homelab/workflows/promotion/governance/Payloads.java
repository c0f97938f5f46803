package io.homelab.workflows.promotion.governance;

import com.google.protobuf.ByteString;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.EncodingKeys;
import java.util.Objects;

/** Reads what came over the wire, with whatever is missing. */
final class Payloads {
    private Payloads() {}

    static <T> T read(String json, Class<T> type) {
        var payload = Payload.newBuilder()
                .putMetadata(EncodingKeys.METADATA_ENCODING_KEY, ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8(json))
                .build();
        return Objects.requireNonNull(WireFormat.plain().fromPayload(payload, type, type));
    }
}
