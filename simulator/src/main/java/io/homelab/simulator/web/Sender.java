package io.homelab.simulator.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Puts a reply on the wire. */
final class Sender {
    private Sender() {}

    static void send(Reply reply, Request request, Response response, Callback callback) {
        if (reply.delay().isPositive()) {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, reply.delay().toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        }
        if (reply.cut() && reply.status() == 0) {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            callback.failed(new EofException("cut by a fault"));
            return;
        }
        if (!heardOut(request, callback)) {
            return;
        }
        var reason = reply.reason();
        if (reason != null) {
            request.addHttpStreamWrapper(stream -> new WithReason(stream, reason));
        }
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        if (reply.close()) {
            response.getHeaders().put("Connection", "close");
        }
        if (!reply.headers().containsKey("Content-Length")) {
            response.getHeaders().put("Content-Length", reply.body().length);
        }
        if (reply.cut()) {
            Runnable cut = () -> {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                callback.failed(new EofException("broken off by a fault"));
            };
            response.write(false, ByteBuffer.wrap(reply.body()), Callback.from(cut, callback::failed));
            return;
        }
        var silent = "HEAD".equals(request.getMethod());
        response.write(true, silent ? ByteBuffer.allocate(0) : ByteBuffer.wrap(reply.body()), callback);
    }

    /**
     * Reads what is left of the request. A connection that is closed with bytes unread is reset, and then the client may
     * never see why it was refused.
     */
    private static boolean heardOut(Request request, Callback callback) {
        try (var rest = Content.Source.asInputStream(request)) {
            rest.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (IOException e) {
            callback.failed(e); // the client went away while it sent
            return false;
        }
    }

    /** Jetty's core has no setter for the reason phrase, yet sends the one it finds in the response's metadata. */
    private static final class WithReason extends HttpStream.Wrapper {
        private final String reason;

        WithReason(HttpStream wrapped, String reason) {
            super(wrapped);
            this.reason = reason;
        }

        @Override
        public void send(
                MetaData.Request request,
                MetaData.@Nullable Response response,
                boolean last,
                ByteBuffer content,
                Callback callback) {
            var named = response == null
                    ? null
                    : new MetaData.Response(
                            response.getStatus(),
                            reason,
                            response.getHttpVersion(),
                            response.getHttpFields(),
                            response.getContentLength(),
                            response.getTrailersSupplier());
            super.send(request, named, last, content, callback);
        }
    }
}
