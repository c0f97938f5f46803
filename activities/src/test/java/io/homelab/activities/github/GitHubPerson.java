package io.homelab.activities.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.git.GitAccount;
import io.homelab.simulator.lab.Lab;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the simulated GitHub's API, by a client that is not ours. */
public record GitHubPerson(URI repository, String token, String ca) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** At the repository that a lab has when nobody asks for others. */
    public static GitHubPerson of(Lab world, GitAccount account) {
        var github = world.info().github();
        return new GitHubPerson(URI.create(github.url() + "/repos/lab/homelab/"), account.password(), github.ca());
    }

    /** What is answered to a call that must go well. */
    public JsonNode call(String method, String path, String body) throws IOException {
        try (var client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            var response = client.send(
                    HttpRequest.newBuilder(repository.resolve(path))
                            .header("Authorization", "token " + token)
                            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private SSLContext trusting() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(ca.getBytes(StandardCharsets.US_ASCII))));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
