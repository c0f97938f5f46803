package io.homelab.activities.github;

import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.SlowDown;
import io.homelab.lab.definition.GitHub;
import io.homelab.lab.secrets.Redaction;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.util.List;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What GitHub's answers mean that are not what was asked for. */
final class Refusals {
    private static final int WORDS = 300;

    private final GitHub settings;
    private final Redaction redaction;
    private final String rights;

    Refusals(GitHub settings, Secret token, String rights) {
        this.settings = settings;
        this.rights = rights;
        this.redaction = new Redaction(List.of(token));
    }

    Problem of(Response response, String where, @Nullable JsonNode content) {
        var code = response.code();
        var words = code + words(content);
        return switch (code) {
            case 401 ->
                new Problem(
                        FailureClass.AUTH,
                        "GitHub does not know the token: " + words,
                        where,
                        "is it expired? put another one behind gitops.github.token of lab.yaml");
            case 403, 429 -> limited(response, where, words);
            case 404 ->
                new Problem(
                        FailureClass.CONFIG,
                        "GitHub has no repository " + settings.repository() + ", or not for this token: " + words,
                        where,
                        "check gitops.github.repository in lab.yaml, and which repositories the token is for");
            default ->
                code >= 500
                        ? new Problem(FailureClass.TRANSIENT, "GitHub answers " + words, where, null)
                        : new Problem(
                                FailureClass.CONFIG,
                                "GitHub refuses: " + words,
                                where,
                                code < 400
                                        ? "has the repository another name by now? check gitops.github in lab.yaml"
                                        : "has it the same commits as gitops.repository?");
        };
    }

    /** Too much at once is answered like too few rights (docs.github.com/rest, rate limits). */
    private Problem limited(Response response, String where, String words) {
        var after = SlowDown.seconds(response.header("retry-after"));
        if (after.isPresent()) {
            return new SlowDown("GitHub wants to be asked less: " + words, where, after.get(), null);
        }
        if (response.code() == 429 || "0".equals(response.header("x-ratelimit-remaining"))) {
            return new Problem(FailureClass.RATE, "GitHub wants to be asked less: " + words, where, null);
        }
        return new Problem(FailureClass.AUTH, "the token may not do that: " + words, where, rights);
    }

    /** What is wrong with which field stands below what is wrong. */
    static String message(JsonNode content) {
        var details = content.path("errors")
                .valueStream()
                .map(error -> error.isString()
                        ? error.asString()
                        : error.path("message").asString(error.path("field").asString("")))
                .filter(detail -> !detail.isBlank())
                .toList();
        return content.path("message").asString("") + (details.isEmpty() ? "" : ": " + String.join("; ", details));
    }

    private String words(@Nullable JsonNode content) {
        var message = content == null ? "" : message(content);
        var redacted = redaction.of(message);
        return redacted.isBlank() ? "" : " " + redacted.substring(0, Math.min(WORDS, redacted.length()));
    }
}
