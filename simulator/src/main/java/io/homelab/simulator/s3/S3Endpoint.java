package io.homelab.simulator.s3;

import io.homelab.simulator.s3.BucketConfiguration.Setting;
import io.homelab.simulator.web.Endpoint;
import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Reply;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers what the server behind cannot, and hands on the rest. */
final class S3Endpoint implements Endpoint {
    private final Upstream upstream;
    private final Signature signature;
    private final BucketFaults faults;
    private final Map<String, BucketConfiguration> buckets = new ConcurrentHashMap<>();

    S3Endpoint(Upstream upstream, S3Keys keys, BucketFaults faults) {
        this.upstream = upstream;
        this.signature = new Signature(keys);
        this.faults = faults;
    }

    BucketConfiguration bucket(String name) {
        return buckets.computeIfAbsent(name, each -> new BucketConfiguration());
    }

    @Override
    public Reply answer(Exchange exchange) {
        try {
            faults.meet(exchange);
            var path = exchange.segments();
            var setting = Setting.in(exchange.query());
            if (path.size() == 1 && setting.isPresent()) {
                return configuration(exchange, bucket(path.getFirst()), setting.get());
            }
            return faults.onItsWay(exchange, upstream.forward(exchange));
        } catch (S3Error e) {
            return e.reply(exchange.path());
        } catch (IOException e) {
            return Reply.nothing(); // who asks meets what the server behind did
        }
    }

    private Reply configuration(Exchange exchange, BucketConfiguration bucket, Setting setting) throws IOException {
        switch (exchange.method()) {
            case "GET" -> {
                // The server behind knows who may ask, and whether there is such a bucket; its answer to this is of no
                // use.
                var asked = upstream.forward(exchange);
                if (asked.status() == 403 || asked.status() == 404) {
                    return asked;
                }
                bucket.meet(setting);
                return bucket.get(setting);
            }
            case "PUT" -> {
                var body = exchange.bytes();
                signature.check(exchange, body);
                bucket.meet(setting);
                if (setting == Setting.LIFECYCLE && !hasDigest(exchange)) {
                    throw new S3Error(400, "InvalidRequest", "Missing required header for this request: Content-MD5");
                }
                bucket.put(setting, body);
                return S3Error.empty(200);
            }
            case "DELETE" -> {
                signature.check(exchange, exchange.bytes());
                bucket.meet(setting);
                if (setting != Setting.LIFECYCLE) {
                    throw S3Error.method();
                }
                bucket.forgetLifecycle();
                return S3Error.empty(204);
            }
            default -> throw S3Error.method();
        }
    }

    private static boolean hasDigest(Exchange exchange) {
        return exchange.header("Content-MD5").isPresent()
                || exchange.headers().stream()
                        .anyMatch(header ->
                                header.getKey().toLowerCase(Locale.ROOT).startsWith("x-amz-checksum-"));
    }
}
