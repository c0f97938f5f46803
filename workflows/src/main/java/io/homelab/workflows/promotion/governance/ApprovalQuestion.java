package io.homelab.workflows.promotion.governance;

import io.homelab.workflows.promotion.governance.ApprovalDecision.End;
import io.homelab.workflows.promotion.governance.ApprovalDecision.Given;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open question and the answers that it has: judges answers without waiting for any.
 *
 * @param id what is asked
 * @param revision counts how often it was asked; whatever moves makes a new one
 * @param hash of what is shown
 * @param answers that count so far
 * @param nonces of all one-time tokens that were ever taken under this id
 * @param voided why the answers to the revision before are void; null at the first one
 */
public record ApprovalQuestion(
        String id,
        int revision,
        String hash,
        Shown shown,
        ApprovalPolicy policy,
        Instant since,
        Instant until,
        List<Given> answers,
        List<String> nonces,
        @Nullable String voided) {
    public ApprovalQuestion {
        answers = answers == null ? List.of() : List.copyOf(answers);
        nonces = nonces == null ? List.of() : List.copyOf(nonces);
    }

    /** The first revision. */
    static ApprovalQuestion ask(String id, int revision, Shown shown, ApprovalPolicy policy, Instant now) {
        return new ApprovalQuestion(
                id, revision, shown.hash(), shown, policy, now, now.plus(policy.expiry()), List.of(), List.of(), null);
    }

    /** The next revision: all answers so far are gone, the tokens that carried them stay used. */
    ApprovalQuestion again(Shown now, String why, Instant at) {
        return new ApprovalQuestion(
                id, revision + 1, now.hash(), now, policy, at, at.plus(policy.expiry()), List.of(), nonces, why);
    }

    /** Why an answer does not count, beginning with a stable code; empty when it does. */
    Optional<String> refusal(boolean approves, ApprovalAnswer answer) {
        if (answer.revision() != revision || !hash.equals(answer.hash())) {
            return Optional.of("APPROVAL_STALE: what was shown has moved" + (voided == null ? "" : " (" + voided + ")")
                    + ": the answer is void; look again, then answer");
        }
        if (answer.nonce() != null && nonces.contains(answer.nonce())) {
            return Optional.of("APPROVAL_REPLAYED: this token was used before");
        }
        if (answer.by() == null || answer.by().isBlank()) {
            return Optional.of("APPROVAL_NOBODY: an answer needs a name, it is recorded");
        }
        if (!policy.admits(answer.by())) {
            return Optional.of("APPROVAL_NOT_APPROVER: " + answer.by() + " may not answer; these may: "
                    + String.join(", ", policy.approvers()));
        }
        if (approves && policy.notTheAuthor() && People.isAuthor(answer.by(), shown.author())) {
            return Optional.of(
                    "APPROVAL_BY_AUTHOR: " + answer.by() + " made this release, and somebody else must approve it");
        }
        if (answers.stream().anyMatch(given -> People.same(given.answer().by(), answer.by()))) {
            return Optional.of("APPROVAL_ANSWERED: " + answer.by() + " has answered already");
        }
        return decided().map(end -> "APPROVAL_ANSWERED: it is decided already");
    }

    /** The question with one more answer that counts. */
    ApprovalQuestion with(boolean approves, ApprovalAnswer answer, Instant at) {
        var given = Stream.concat(answers.stream(), Stream.of(new Given(approves, answer, at)))
                .toList();
        var used = Stream.concat(nonces.stream(), Stream.ofNullable(answer.nonce()))
                .toList();
        return new ApprovalQuestion(id, revision, hash, shown, policy, since, until, given, used, voided);
    }

    /** How it was decided, if it is: one rejection ends it, and so does the last approval that is required. */
    Optional<End> decided() {
        if (answers.stream().anyMatch(given -> !given.approves())) {
            return Optional.of(End.REJECTED);
        }
        return answers.size() >= policy.required() ? Optional.of(End.APPROVED) : Optional.empty();
    }

    /** What becomes of it now; nobody having decided, it has expired. */
    ApprovalDecision end(Instant at) {
        var expired =
                policy.onExpiry() == ApprovalPolicy.OnExpiry.APPROVE ? End.EXPIRED_APPROVED : End.EXPIRED_REJECTED;
        var end = decided().orElse(expired);
        return new ApprovalDecision(id, revision, hash, end, answers, at, why(end));
    }

    /** How many approvals are still missing. */
    public int missing() {
        return Math.max(0, policy.required() - answers.size());
    }

    private String why(End end) {
        return switch (end) {
            case APPROVED -> "approved by " + names();
            case REJECTED -> "rejected by " + name(answers.getLast().answer());
            case EXPIRED_APPROVED -> expired() + ", which the lab file takes as consent";
            case EXPIRED_REJECTED -> expired() + ", which the lab file takes as refusal";
        };
    }

    private String expired() {
        return (answers.isEmpty() ? "nobody answered" : "only " + names() + " answered") + " within " + policy.expiry();
    }

    private String names() {
        return answers.stream().map(given -> name(given.answer())).collect(Collectors.joining(", "));
    }

    private static String name(ApprovalAnswer answer) {
        return answer.by() + (answer.reason() == null || answer.reason().isBlank() ? "" : ": " + answer.reason());
    }
}
