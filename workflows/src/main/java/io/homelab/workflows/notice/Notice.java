package io.homelab.workflows.notice;

/**
 * A message to a person.
 *
 * @param key the same key is sent once, however often the sending is repeated
 */
public record Notice(String key, String title, String text, boolean urgent, String runId) {}
