package io.homelab.worker.replay;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The look at open runs before this worker takes any.
 *
 * @param report where a refusal is written for the command line; empty for none
 * @param only whether to end after the look
 */
@ConfigurationProperties("homelab.replay")
public record ReplayProperties(String report, boolean only) {}
