package io.homelab.workflows.notice;

import java.time.Instant;

/**
 * What a button says to a question.
 *
 * @param question its id
 * @param revision of the question
 * @param hash of what was shown
 * @param approves whether it says yes
 * @param until when the question expires
 */
public record NoticeAnswer(String question, int revision, String hash, boolean approves, Instant until) {}
