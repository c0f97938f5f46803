package io.homelab.simulator.kubernetes;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came over the channels of an executed command, until the server closed the connection. */
final class Executed implements WebSocket.Listener {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<Integer, ByteArrayOutputStream> channels = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private String protocol = "";

    static ByteBuffer message(int channel, byte[] payload) {
        return ByteBuffer.allocate(payload.length + 1)
                .put((byte) channel)
                .put(payload)
                .flip();
    }

    Executed awaited(WebSocket socket) {
        protocol = socket.getSubprotocol();
        closed.orTimeout(20, TimeUnit.SECONDS).join();
        return this;
    }

    String protocol() {
        return protocol;
    }

    /** The code of the closing. */
    int closing() {
        return closed.join();
    }

    String out() {
        return text(1);
    }

    String err() {
        return text(2);
    }

    JsonNode status() {
        return JSON.readTree(text(3));
    }

    private String text(int channel) {
        return channels.getOrDefault(channel, new ByteArrayOutputStream()).toString(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        message.writeBytes(bytes);
        if (last) {
            var whole = message.toByteArray();
            channels.computeIfAbsent(Byte.toUnsignedInt(whole[0]), channel -> new ByteArrayOutputStream())
                    .write(whole, 1, whole.length - 1);
            message.reset();
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
