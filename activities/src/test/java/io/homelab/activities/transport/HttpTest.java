package io.homelab.activities.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpTest {
    /** Something that speaks no HTTP and repeats the line that proved who we are. */
    @Test
    void anAnswerThatIsNoHttpAndQuotesOurCredentialsIsNotRepeated() throws Exception {
        for (var authorization : List.of("PVEAPIToken=a@pve!b=canary-4711", "Bearer canary-4711")) {
            try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                var answered = CompletableFuture.runAsync(() -> sayBack(server));
                var http = Http.to("test", new Trust.System(), Duration.ofSeconds(20), Gate.OPEN);
                var request = new Request.Builder()
                        .url("http://127.0.0.1:" + server.getLocalPort() + "/version")
                        .header("Authorization", authorization)
                        .build();

                assertThatThrownBy(() -> http.send(request, "GET /version"))
                        .isInstanceOfSatisfying(Unreachable.class, e -> {
                            assertThat(e.report().what()).contains("no answer from 127.0.0.1", "<redacted>");
                            assertThat(e.report().toString()).doesNotContain("canary");
                        });
                answered.join();
            }
        }
    }

    private static void sayBack(ServerSocket server) {
        try (var socket = server.accept();
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            var proof = "";
            for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                proof = line.startsWith("Authorization") ? line : proof;
            }
            socket.getOutputStream().write((proof + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
