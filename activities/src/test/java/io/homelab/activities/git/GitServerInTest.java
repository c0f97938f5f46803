package io.homelab.activities.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** The real {@code git http-backend} over HTTP on loopback, with faults on the way back. */
public final class GitServerInTest implements AutoCloseable {
    private static final String PUSH = "/git-receive-pack";

    private final Path directory;
    private final HttpServer server;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** What happens to the next push. */
    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);

    private Runnable beforePush = () -> {};

    enum Fault {
        NONE,
        /** It is done, and nobody hears of it. */
        LOSE_REPLY,
        /** It never gets there. */
        LOSE_REQUEST,
        /** The server is ill. */
        ERROR_503
    }

    public GitServerInTest(Path directory) throws IOException {
        this.directory = directory;
        new Git(directory).run("init", "-q", "--bare", "-b", "main", "homelab.git");
        new Git(directory.resolve("homelab.git")).run("config", "http.receivepack", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/homelab.git");
    }

    /** A person's clone, who is always let in. */
    public Git person(Path where) throws IOException {
        new Git(directory).run("clone", "-q", directory.resolve("homelab.git").toString(), where.toString());
        return new Git(where);
    }

    void next(Fault next) {
        fault.set(next);
    }

    /** Done once, when the next push has arrived and before it is carried out. */
    void beforePush(Runnable action) {
        beforePush = action;
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            calls.add(exchange.getRequestMethod() + " " + uri);
            var body = exchange.getRequestBody().readAllBytes();
            if (!isKnown(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var pushes =
                    uri.getPath().endsWith(PUSH) && exchange.getRequestMethod().equals("POST");
            var now = pushes ? fault.getAndSet(Fault.NONE) : Fault.NONE;
            if (now == Fault.ERROR_503) {
                exchange.sendResponseHeaders(503, -1);
            } else if (now != Fault.LOSE_REQUEST) {
                if (pushes) {
                    var action = beforePush;
                    beforePush = () -> {};
                    action.run();
                }
                var answer = backend(exchange, body);
                if (now != Fault.LOSE_REPLY) {
                    reply(exchange, answer);
                }
            }
        }
    }

    private static boolean isKnown(@org.jspecify.annotations.Nullable String authorization) {
        var wanted = Base64.getEncoder().encodeToString("git:canary-4711".getBytes(StandardCharsets.UTF_8));
        return ("Basic " + wanted).equals(authorization);
    }

    private byte[] backend(HttpExchange exchange, byte[] body) throws IOException {
        var uri = exchange.getRequestURI();
        var builder = new ProcessBuilder("git", "http-backend");
        var environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", directory.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", uri.getPath());
        environment.put("QUERY_STRING", Objects.requireNonNullElse(uri.getQuery(), ""));
        environment.put("CONTENT_LENGTH", Integer.toString(body.length));
        header(exchange, "Content-Type", "CONTENT_TYPE", environment);
        header(exchange, "Content-Encoding", "HTTP_CONTENT_ENCODING", environment);
        header(exchange, "Git-Protocol", "GIT_PROTOCOL", environment);
        var process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Thread.ofVirtual().start(() -> feed(process, body));
        return process.getInputStream().readAllBytes();
    }

    private static void header(
            HttpExchange exchange, String header, String variable, java.util.Map<String, String> environment) {
        var value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            environment.put(variable, value);
        }
    }

    private static void feed(Process process, byte[] body) {
        try (var out = process.getOutputStream()) {
            out.write(body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A CGI answer: headers, an empty line, the body. */
    private static void reply(HttpExchange exchange, byte[] answer) throws IOException {
        var text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        int status = 200;
        for (var line : text.substring(0, end).split("\r\n")) {
            var parts = line.split(": ", 2);
            if (parts[0].equals("Status")) {
                status = Integer.parseInt(parts[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(parts[0], parts[1]);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        try (var body = new ByteArrayInputStream(answer, end + 4, answer.length - end - 4)) {
            body.transferTo(exchange.getResponseBody());
        }
    }
}
