package io.homelab.worker.web;

import com.sun.net.httpserver.HttpExchange;
import io.homelab.activities.approval.ApprovalTokens;
import io.homelab.activities.approval.TokenCheck;
import io.homelab.activities.approval.TokenCheck.Genuine;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one-time tokens. Whoever has no genuine one learns nothing: forged, altered, expired and nonsense are answered alike, and
 * told apart in the log. Whoever has one is told what became of the answer.
 */
final class ApprovalsEndpoint extends Endpoint {
    private static final Logger log = LoggerFactory.getLogger(ApprovalsEndpoint.class);

    private final ApprovalTokens tokens;
    private final RunAnswers runs;

    ApprovalsEndpoint(ApprovalTokens tokens, RunAnswers runs) {
        super("/approvals", ApprovalTokens.LONGEST);
        this.tokens = tokens;
        this.runs = runs;
    }

    @Override
    Answer answer(HttpExchange exchange, byte[] body) {
        return switch (tokens.check(new String(body, StandardCharsets.UTF_8).strip())) {
            case TokenCheck.Refused(var reason) -> {
                log.warn("an answer that counts for nothing was refused: {}", reason);
                yield new Answer(403, "this answer does not count: look at the run");
            }
            case Genuine genuine -> answer(genuine, runs.bring(genuine));
        };
    }

    private static Answer answer(Genuine token, RunAnswers.Said said) {
        var claim = token.claim();
        return switch (said) {
            case RunAnswers.Said.Taken(var text) -> {
                log.info("{}: {} by a button, token {}", claim.workflow(), text, token.nonce());
                yield new Answer(200, text);
            }
            case RunAnswers.Said.Refused(var code, var text) -> {
                log.info("{}: an answer of {} was refused: {}", claim.workflow(), claim.person(), code);
                yield new Answer(409, words(code, text));
            }
            case RunAnswers.Said.Unknown(var why) -> {
                log.warn(
                        "{}: nobody knows whether the answer of {} arrived: {}", claim.workflow(), claim.person(), why);
                yield new Answer(503, "the control plane cannot take it now: try again");
            }
        };
    }

    private static String words(String code, String text) {
        return switch (code) {
            case "APPROVAL_ANSWERED", "APPROVAL_REPLAYED" -> "already answered: nothing happened";
            case "APPROVAL_UNKNOWN" -> "already answered, or not asked any more: nothing happened";
            case "APPROVAL_STALE" -> "what was shown has moved: the answer does not count, look again";
            default -> text;
        };
    }
}
