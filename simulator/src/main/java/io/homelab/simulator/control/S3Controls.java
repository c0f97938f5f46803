package io.homelab.simulator.control;

import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.s3.BucketConfiguration.Setting;
import io.homelab.simulator.s3.S3Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What the control API does with S3 servers. */
final class S3Controls {
    private final Lab lab;
    private final JsonMapper json;

    S3Controls(Lab lab, JsonMapper json) {
        this.lab = lab;
        this.json = json;
    }

    /** {@code path} begins with {@code s3}. */
    Object call(List<String> path, byte[] body) {
        if (path.size() == 1) {
            var order = json.readValue(body, Requests.S3Front.class);
            try {
                return Map.of(
                        "url", lab.front(URI.create(order.upstream()), new S3Keys(order.access(), order.secret())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (path.size() == 3 && path.getLast().equals("lifecycle")) {
            var bucket = lab.front().bucket(path.get(1));
            Optional.ofNullable(json.readValue(body, Requests.Lifecycle.class).xml())
                    .filter(xml -> !xml.isBlank())
                    .ifPresentOrElse(
                            xml -> bucket.put(Setting.LIFECYCLE, xml.getBytes(StandardCharsets.UTF_8)),
                            bucket::forgetLifecycle);
            return Map.of();
        }
        throw new NoSuchElementException("no such route: POST " + String.join("/", path));
    }
}
