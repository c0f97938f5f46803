package io.homelab.simulator.proxmox;

import io.homelab.simulator.web.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Fetches a URL as the node does. Nothing beyond loopback is ever asked. */
final class Fetch {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pve pve;

    Fetch(Pve pve) {
        this.pve = pve;
    }

    void to(String url, Path file, boolean verify) {
        try (var client = client(verify)) {
            var response = client.send(get(url), HttpResponse.BodyHandlers.ofFile(file));
            if (response.statusCode() != 200) {
                throw ApiFailure.died("download failed: " + response.statusCode());
            }
        } catch (IOException e) {
            throw ApiFailure.died("download failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiFailure.died("download failed: interrupted");
        }
    }

    JsonNode metadata(String url) {
        try (var client = client(true)) {
            var response = client.send(get(url), HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() != 200) {
                throw ApiFailure.died("invalid server response: '" + response.statusCode() + "'");
            }
            var row = Json.object().put("filename", url.substring(url.lastIndexOf('/') + 1));
            response.headers().firstValueAsLong("Content-Length").ifPresent(size -> row.put("size", size));
            response.headers().firstValue("Content-Type").ifPresent(type -> row.put("mimetype", type));
            return row;
        } catch (IOException e) {
            throw ApiFailure.died("download failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiFailure.died("download failed: interrupted");
        }
    }

    private HttpClient client(boolean verify) {
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
        return builder.sslContext(verify ? Authority.trusting(pve.authorities) : Authority.trustingAnyone())
                .build();
    }

    private static HttpRequest get(String url) {
        try {
            var uri = URI.create(url);
            if (!InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
                throw ApiFailure.died("download failed: a simulated node reaches loopback addresses only");
            }
            return HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw ApiFailure.died("download failed: " + e.getMessage());
        }
    }
}
