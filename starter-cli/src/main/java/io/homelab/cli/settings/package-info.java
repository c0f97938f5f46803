/** Where values come from: flag, environment, profile, default. */
@NullMarked
package io.homelab.cli.settings;

import org.jspecify.annotations.NullMarked;
