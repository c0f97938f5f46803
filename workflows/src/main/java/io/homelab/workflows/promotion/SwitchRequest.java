package io.homelab.workflows.promotion;

import org.jspecify.annotations.Nullable;

/**
 * Throws the switch.
 *
 * @param by who does
 * @param reason why; a halt needs one
 */
public record SwitchRequest(String by, @Nullable String reason) {}
