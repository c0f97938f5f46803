package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Physics.Process;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Files that come into a storage: by upload, or fetched from a URL. */
final class UploadRoutes {
    private static final String STORAGE = "/nodes/{node}/storage/{storage}/";

    private UploadRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.streaming("POST", STORAGE + "upload", "", UploadRoutes::upload),
                Route.of(
                        "POST",
                        STORAGE + "download-url",
                        "content! filename! url! checksum checksum-algorithm compression verify-certificates:bool",
                        UploadRoutes::download),
                Route.streaming("GET", "/nodes/{node}/query-url-metadata", "url! verify-certificates:bool", call -> {
                    call.need("/nodes/" + call.node(), "Sys.AccessNetwork");
                    return new Fetch(call.pve()).metadata(call.parameters().need("url"));
                }));
    }

    private static JsonNode upload(ApiCall call) {
        if (call.exchange().contentLength() < 0) {
            throw new ApiFailure(501, "upload without content length header not supported", Map.of());
        }
        call.need("/storage/" + call.parameters().need("storage"), "Datastore.AllocateTemplate");
        var bytes = call.pve().volumes.fresh(UUID.randomUUID().toString());
        var upload = new MultipartUpload(
                call.exchange().body(), call.exchange().header("Content-Type").orElse(""));
        try {
            upload.read(bytes);
            var fields = new Parameters(upload.fields());
            var name = upload.fileName()
                    .orElseThrow(() -> ApiFailure.invalid("filename", "property is missing and it is not optional"));
            var checksum = Checksum.of(fields.get("checksum-algorithm"), fields.get("checksum"));
            return call.pve().state.locked(() -> accept(call, bytes, fields.need("content"), name, checksum));
        } catch (IOException e) {
            discard(bytes);
            throw new UncheckedIOException("the client went away while it sent a file", e);
        } catch (ApiFailure e) {
            discard(bytes);
            throw e;
        }
    }

    private static JsonNode accept(ApiCall call, Path bytes, String content, String name, Optional<Checksum> checksum) {
        var arrival = arrival(call, content, name);
        return Json.text(call.pve().tasks.launch(call.node(), "imgcopy", "", call.caller(), call.fate(), run -> {
            run.onFailure(() -> discard(bytes));
            run.log("starting file import from: /var/tmp/pveupload");
            run.step(Process.IMAGE_IMPORT, "volume " + arrival.volid(), () -> {
                checksum.ifPresent(sum -> sum.verify(bytes));
                arrival.settle(bytes);
                run.log("finished file import successfully");
                run.ok();
            });
        }));
    }

    private static JsonNode download(ApiCall call) {
        var path = "/storage/" + call.parameters().need("storage");
        call.need(path, "Datastore.AllocateTemplate");
        if (!call.has("/", "Sys.Audit") || !call.has("/", "Sys.Modify")) {
            call.need("/nodes/" + call.node(), "Sys.AccessNetwork");
        }
        var checksum = Checksum.of(call.get("checksum-algorithm"), call.get("checksum"));
        var url = call.parameters().need("url");
        var arrival = arrival(
                call, call.parameters().need("content"), call.parameters().need("filename"));
        var bytes = call.pve().volumes.fresh(UUID.randomUUID().toString());
        var verify = call.get("verify-certificates").map("1"::equals).orElse(true);
        return Json.text(
                call.pve().tasks.launch(call.node(), "download", arrival.name(), call.caller(), call.fate(), run -> {
                    run.onFailure(() -> discard(bytes));
                    run.log("downloading " + url + " to " + arrival.volid());
                    arrival.refuseToOverwrite();
                    run.step(
                            Process.IMAGE_IMPORT,
                            "volume " + arrival.volid(),
                            () -> run.apart(() -> new Fetch(call.pve()).to(url, bytes, verify), () -> {
                                checksum.ifPresent(sum -> sum.verify(bytes));
                                arrival.settle(bytes);
                                run.log("download of '" + url + "' to '" + arrival.volid() + "' finished");
                                run.ok();
                            }));
                }));
    }

    private static Arrival arrival(ApiCall call, String content, String name) {
        return Arrival.of(
                call.pve(),
                call.node(),
                call.pve().storages.need(call.parameters().need("storage")),
                content,
                name);
    }

    private static void discard(Path bytes) {
        try {
            Files.deleteIfExists(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
