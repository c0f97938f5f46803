package io.homelab.activities.transport;

import io.homelab.workflows.failure.FailureClass;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange of JGit, sent by {@link Http}: what it does by itself with proxies, time-outs and TLS is not ours. */
final class GitConnection implements HttpConnection {
    private final Http http;
    private final URL url;
    private final Optional<String> authorization;
    private final Request.Builder request = new Request.Builder();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String method = "GET";
    private String type = "application/octet-stream";
    private @Nullable Response response;

    GitConnection(Http http, URL url, Optional<String> authorization) {
        this.http = http;
        this.url = url;
        this.authorization = authorization;
    }

    /** The answer; a {@link Problem} with its class unless it is one that the protocol goes on with. */
    private Response answer() {
        var known = response;
        if (known != null) {
            return known;
        }
        authorization.ifPresent(value -> request.header("Authorization", value));
        request.url(url.toString())
                .method(
                        method,
                        method.equals("POST") ? RequestBody.create(body.toByteArray(), MediaType.parse(type)) : null);
        var operation = operation();
        var answer = http.send(request.build(), operation, operation.equals("POST /git-receive-pack"));
        if (answer.code() != HTTP_OK) {
            try (answer) {
                throw refused(answer);
            }
        }
        response = answer;
        return answer;
    }

    /** Without the repository's path: {@code GET /info/refs git-upload-pack}. */
    private String operation() {
        var path = url.getPath();
        var query = Optional.ofNullable(url.getQuery())
                .map(q -> q.replaceFirst(".*service=", " "))
                .orElse("");
        return method + " " + path.replaceFirst(".*?(/info/refs|/git-[a-z-]+)$", "$1") + query;
    }

    private Problem refused(Response answer) {
        var where = "git " + url.getProtocol() + "://" + url.getAuthority() + url.getPath();
        var code = answer.code();
        return switch (code) {
            case 401 ->
                new Problem(
                        FailureClass.AUTH,
                        authorization.isPresent()
                                ? "the Git server does not accept our name and password"
                                : "the Git server wants a name and a password",
                        where,
                        "check gitops.username and gitops.password of the lab file");
            case 403 ->
                new Problem(
                        FailureClass.AUTH,
                        "the Git server refuses: this account has no right to do that",
                        where,
                        "give the account of gitops.username the right to read and write this repository");
            case 404 ->
                new Problem(
                        FailureClass.CONFIG,
                        "the Git server has no such repository, or hides it from this account",
                        where,
                        "check gitops.repository and the account's rights");
            case 301, 302, 303, 307, 308 ->
                new Problem(
                        FailureClass.CONFIG,
                        "the repository is somewhere else: the server answers " + code,
                        where,
                        "put the new address into gitops.repository");
            case 429 ->
                SlowDown.seconds(answer.header("Retry-After"))
                        .<Problem>map(after -> new SlowDown("the Git server is busy", where, after, null))
                        .orElseGet(() -> new Problem(FailureClass.RATE, "the Git server is busy", where, null));
            default ->
                new Problem(
                        code >= 500 ? FailureClass.TRANSIENT : FailureClass.CONFIG,
                        "the Git server answers " + code,
                        where,
                        null);
        };
    }

    @Override
    public int getResponseCode() {
        return answer().code();
    }

    @Override
    public String getResponseMessage() {
        return answer().message();
    }

    @Override
    public URL getURL() {
        return url;
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return answer().headers().toMultimap();
    }

    @Override
    public List<String> getHeaderFields(String name) {
        return answer().headers(name);
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        return answer().header(name);
    }

    @Override
    public @Nullable String getContentType() {
        return answer().header("Content-Type");
    }

    @Override
    public int getContentLength() {
        return (int) answer().body().contentLength();
    }

    @Override
    public void setRequestProperty(String key, String value) {
        if (key.equalsIgnoreCase("Content-Type")) {
            type = value;
        }
        request.header(key, value);
    }

    @Override
    public void setRequestMethod(String name) {
        method = name;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public InputStream getInputStream() {
        return new Unbroken(answer().body().byteStream(), url.getAuthority());
    }

    @Override
    public OutputStream getOutputStream() {
        return body;
    }

    @Override
    public void connect() {
        answer();
    }

    @Override
    public boolean usingProxy() {
        return false;
    }

    @Override
    public void setUseCaches(boolean use) {
        // there are none
    }

    @Override
    public void setConnectTimeout(int millis) {
        // the transport's own hold
    }

    @Override
    public void setReadTimeout(int millis) {
        // the transport's own hold
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        // never: another address would get our password
    }

    @Override
    public void setDoOutput(boolean output) {
        // the method decides
    }

    @Override
    public void setFixedLengthStreamingMode(int length) {
        // what we push is small, and held in memory
    }

    @Override
    public void setChunkedStreamingMode(int length) {
        // likewise
    }

    @Override
    public void configure(
            KeyManager @Nullable [] keys,
            TrustManager @Nullable [] trust,
            java.security.@Nullable SecureRandom random) {
        // the lab file decides whom we trust
    }

    @Override
    public void setHostnameVerifier(@Nullable HostnameVerifier verifier) {
        // likewise
    }

    /** Says "broken off" and not "damaged" when the line breaks in the middle of an answer. */
    private static final class Unbroken extends FilterInputStream {
        private final String host;

        Unbroken(InputStream in, String host) {
            super(in);
            this.host = host;
        }

        @Override
        public int read() {
            try {
                return super.read();
            } catch (IOException e) {
                throw broken(e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw broken(e);
            }
        }

        private Unreachable broken(IOException e) {
            return new Unreachable("the Git server's answer broke off (" + e.getMessage() + ")", "git " + host, e);
        }
    }

    /** Nothing more is read of the answer. A connection whose answer was read to its end is used again. */
    void close() {
        var known = response;
        if (known != null) {
            known.close();
        }
    }
}
