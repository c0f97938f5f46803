package io.homelab.lab.definition;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where people hear from the lab, and where the lab hears from them.
 *
 * @param webUi the Temporal Web UI as a phone reaches it; null: notices lead nowhere
 * @param listener null: the worker listens nowhere
 */
public record Notifications(
        @Nullable Ntfy ntfy, @Nullable URI webUi, @Nullable Listener listener) {}
