package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import io.homelab.workflows.backup.SetRef;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Planning a night of a repository of 20 packs and of one of 60,000 (3 TB), side by side: {@code ./homelab test --bench}. The server
 * answers listings and nothing else.
 */
class PackPlanningBenchmark {
    private static final int SMALL = 20;
    private static final int LARGE = 60_000;
    private static final long PACK_BYTES = 50_000_000;
    private static final int PAGE = 1000;
    private static final int ROUNDS = 5;
    private static final int WARM = 3;
    private static final Pattern TOKEN = Pattern.compile("(?:^|&)continuation-token=([^&]*)");

    @TempDir
    Path directory;

    @Test
    void aNightOfSixtyThousandPacks() throws IOException {
        System.out.printf(
                Locale.ROOT, "%10s %16s %16s %20s%n", "packs", "first night s", "next night s", "MiB held meanwhile");
        for (var packs : List.of(SMALL, LARGE)) {
            play(packs);
        }
    }

    private void play(int packs) throws IOException {
        var server = listing(packs);
        try (var attempts = new Attempts()) {
            var home = directory.resolve("of-" + packs);
            var lab = lab(home, server.getAddress().getPort());
            var first = new double[ROUNDS];
            var next = new double[ROUNDS];
            for (int round = -WARM; round < ROUNDS; round++) {
                var of = nights(lab, home.resolve("state-" + round), Instant::now, attempts, packs);
                if (round >= 0) {
                    first[round] = of[0];
                    next[round] = of[1];
                }
            }
            // It asks what time it is when it holds the most: the listing, and the ledger of the night before.
            var idle = live();
            var held = new long[1];
            nights(
                    lab,
                    home.resolve("state-held"),
                    () -> {
                        held[0] = Math.max(held[0], live() - idle);
                        return Instant.now();
                    },
                    attempts,
                    packs);
            System.out.printf(
                    Locale.ROOT,
                    "%10d %16.2f %16.2f %20.1f%n",
                    packs,
                    median(first),
                    median(next),
                    held[0] / 1048576.0);
        } finally {
            server.stop(0);
        }
    }

    /** Seconds of a night that knows of no pack, and of the next one. */
    private static double[] nights(ExampleLab lab, Path state, LabClock clock, Attempts attempts, int packs) {
        var audit = new ResticPackAudit(
                lab.reader(), new Transports(Gate.OPEN), RepositoryInTest.restic(state.resolve("cache")), state, clock);
        var of = new double[2];
        for (int night = 0; night < 2; night++) {
            var request = new AuditRequest(new SetRef("offsite", lab.snapshot()), "night " + night, false);
            var begun = System.nanoTime();
            var plan = attempts.once(() -> audit.plan(request));
            of[night] = (System.nanoTime() - begun) / 1e9;
            assertThat(plan.total()).isEqualTo(packs * PACK_BYTES);
        }
        return of;
    }

    /** What lives on after a collection, in bytes. */
    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    private static double median(double[] seconds) {
        var sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static ExampleLab lab(Path home, int port) throws IOException {
        Files.createDirectories(home);
        var key = Files.writeString(home.resolve("key"), "key");
        return ExampleLab.in(home, """

                backups:
                  sets:
                    offsite:
                      repository: s3:http://127.0.0.1:%d/bucket/restic
                      accessKey: file:%2$s
                      secretKey: file:%2$s
                      password: file:%2$s
                      sources: [{host: nas}]
                """.formatted(port, key));
    }

    /** A server of S3 that lists so many packs, a page of a thousand at a time. */
    private static HttpServer listing(int packs) throws IOException {
        var random = new Random(1);
        var ids = IntStream.range(0, packs)
                .mapToObj(_ -> {
                    var id = new byte[32];
                    random.nextBytes(id);
                    return HexFormat.of().formatHex(id);
                })
                .sorted()
                .toList();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var query = TOKEN.matcher(String.valueOf(exchange.getRequestURI().getRawQuery()));
            int from = query.find() ? Integer.parseInt(URLDecoder.decode(query.group(1), StandardCharsets.UTF_8)) : 0;
            var page = page(ids, from).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, page.length);
            try (var body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        server.start();
        return server;
    }

    private static String page(List<String> ids, int from) {
        int end = Math.min(ids.size(), from + PAGE);
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name>");
        xml.append("<IsTruncated>").append(end < ids.size()).append("</IsTruncated>");
        if (end < ids.size()) {
            xml.append("<NextContinuationToken>").append(end).append("</NextContinuationToken>");
        }
        for (var id : ids.subList(from, end)) {
            xml.append("<Contents><Key>restic/data/")
                    .append(id, 0, 2)
                    .append('/')
                    .append(id)
                    .append(
                            "</Key><LastModified>2026-11-20T03:00:00.000Z</LastModified><ETag>&quot;0&quot;</ETag><Size>")
                    .append(PACK_BYTES)
                    .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }
        return xml.append("</ListBucketResult>").toString();
    }
}
