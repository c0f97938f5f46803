package io.homelab.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.web.Authority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ProxmoxShapeTest {
    @TempDir
    Path state;

    private Lab lab;

    @BeforeEach
    void open() throws IOException {
        lab = Lab.open(state);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void answersCarryExactlyTheHeadersOfPveproxy() throws IOException {
        var response = lab.call("GET", "/version", Map.of());
        assertThat(response.headers().firstValue("content-type")).contains("application/json;charset=UTF-8");
        assertThat(response.headers().firstValue("server")).contains("pve-api-daemon/3.0");
        assertThat(response.body()).contains("\"release\":\"8.4\"");
    }

    @Test
    void theReasonPhraseCarriesTheMessageAndTheConnectionCloses() throws IOException {
        var answer = raw("GET /api2/json/nodes/pve1/qemu/999/config HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + lab.authorization() + "\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 500 Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist\r\n")
                .containsIgnoringCase("\r\nConnection: close\r\n")
                .contains("\r\nContent-Type: application/json;charset=UTF-8\r\n")
                .contains("\"message\":\"Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist\\n\"");
    }

    @Test
    void wrongCredentialsGiveAnEmptyBodyAndAReason() throws IOException {
        assertThat(raw("GET /api2/json/version HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 401 No ticket\r\n")
                .endsWith("\r\n\r\n");
        assertThat(raw("GET /api2/json/version HTTP/1.1\r\nHost: x\r\nAuthorization: PVEAPIToken=a@pve!b=c\r\n\r\n"))
                .startsWith("HTTP/1.1 401 invalid token value!\r\n");
    }

    @Test
    void unknownParametersAndMissingOnesAreNamed() throws IOException {
        var response = lab.call("POST", Lab.QEMU, Map.of("colour", "red", "onboot", "perhaps"));
        assertThat(response.statusCode()).isEqualTo(400);
        var errors = Json.MAPPER.readTree(response.body()).get("errors");
        assertThat(errors.get("colour").asString()).contains("property is not defined in schema");
        assertThat(errors.get("vmid").asString()).isEqualTo("property is missing and it is not optional");
        assertThat(errors.get("onboot").asString()).isEqualTo("type check ('boolean') failed - got 'perhaps'");
    }

    @Test
    void unknownPathsBodiesOnDeleteAndChunkedRequestsAreNotImplemented() throws IOException {
        var unknown = lab.call("GET", "/nowhere", Map.of());
        assertThat(unknown.statusCode()).isEqualTo(501);
        assertThat(unknown.body()).contains("Method 'GET /nowhere' not implemented");
        assertThat(lab.call("DELETE", Lab.QEMU + "/100", Map.of("purge", "1")).statusCode())
                .isEqualTo(501);
        var chunked = lab.request(Lab.QEMU)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("vmid=100")))
                .build();
        var refused = lab.send(chunked);
        assertThat(refused.statusCode()).isEqualTo(501);
        assertThat(refused.body()).contains("chunked transfer encoding not supported");
    }

    @Test
    void extjsAnswersWithStatus200Always() throws IOException {
        var request = HttpRequest.newBuilder(
                        URI.create(lab.face.info().url() + "/api2/extjs/nodes/pve1/qemu/999/config"))
                .header("Authorization", lab.authorization())
                .build();
        var response = lab.send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"success\":0").contains("\"status\":500");
    }

    @Test
    void aTicketNeedsItsCsrfTokenToWrite() throws IOException {
        var login = lab.post("/access/ticket", Map.of("username", "root@pam", "password", "wrong-no-token"), false);
        assertThat(login.statusCode()).isEqualTo(401);
        var info = lab.face.info();
        var ticket = Lab.data(lab.post(
                "/access/ticket", Map.of("username", info.rootUser(), "password", info.rootPassword()), false));
        var cookie = "PVEAuthCookie=" + ticket.get("ticket").asString();
        var uri = URI.create(info.url() + "/api2/json/pools");
        var body = BodyPublishers.ofString("poolid=lab");
        var form = "application/x-www-form-urlencoded";
        var without = HttpRequest.newBuilder(uri)
                .header("Cookie", cookie)
                .header("Content-Type", form)
                .POST(body);
        assertThat(lab.send(without.build()).statusCode()).isEqualTo(401);
        var with = without.header(
                "CSRFPreventionToken", ticket.get("CSRFPreventionToken").asString());
        assertThat(lab.send(with.build()).statusCode()).isEqualTo(200);
    }

    @Test
    void oldServersPutTheMessageInTheReasonPhraseAlone() throws IOException {
        lab.close();
        lab = Lab.open(state.resolve("old"), "8.2", 1);
        var response = lab.call("GET", Lab.QEMU + "/999/config", Map.of());
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"data\":null}");
    }

    private String raw(String request) throws IOException {
        var info = lab.face.info();
        var uri = URI.create(info.url());
        var sockets = Authority.trusting(List.of(Lab.certificate(info.ca()))).getSocketFactory();
        try (var socket = sockets.createSocket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
