package io.homelab.lab.definition;

import org.jspecify.annotations.Nullable;

/** Where people hear from the lab. */
public record Notifications(@Nullable Ntfy ntfy) {}
