package io.homelab.activities.factory;

import io.homelab.activities.transport.Http;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Unreachable;
import io.homelab.lab.definition.Schematic;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.net.URI;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Talos Image Factory: tells it a schematic, and knows where images are. It publishes no checksums (facts: talos B3). */
public final class ImageFactory {
    private static final MediaType YAML = MediaType.get("application/yaml");

    private final Http http;
    private final URI base;

    public ImageFactory(Http http, URI base) {
        this.http = http;
        this.base = base;
    }

    /** The URL of a nocloud ISO. */
    public URI iso(String schematicId, String version) {
        return iso(base, schematicId, version);
    }

    /** Where a factory has it, without asking. */
    public static URI iso(URI base, String schematicId, String version) {
        return base.resolve("/image/" + schematicId + "/" + version + "/nocloud-amd64.iso");
    }

    /** Makes the factory know the schematic; content-addressed, so it may be repeated. */
    public void register(Schematic schematic) {
        var wanted = Schematics.id(schematic);
        var request = new Request.Builder()
                .url(base.resolve("/schematics").toString())
                .post(RequestBody.create(Schematics.yaml(schematic), YAML))
                .build();
        try (var response = http.send(request, "POST /schematics")) {
            var body = response.body().string();
            check(response, "POST /schematics");
            if (!body.contains(wanted)) {
                throw new Problem(
                        FailureClass.BUG,
                        "the image factory names the schematic differently: expected " + wanted + ", it says " + body,
                        "factory POST /schematics",
                        "are the extensions of lab.yaml sorted as the factory sorts them?");
            }
        } catch (IOException e) {
            throw new Unreachable("the image factory's answer broke off", "factory POST /schematics", e);
        }
    }

    private static void check(Response response, String where) {
        if (!response.isSuccessful()) {
            throw new Problem(
                    response.code() >= 500 || response.code() == 429 ? FailureClass.TRANSIENT : FailureClass.CONFIG,
                    "the image factory answered " + response.code(),
                    "factory " + where,
                    null);
        }
    }
}
