package io.homelab.lab.definition;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where Talos images come from: an image factory (its PEM authority optional) or a file at hand. */
public record Images(
        URI factory, @Nullable String ca, @Nullable String file, Schematic schematic) {}
