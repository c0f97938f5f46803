package io.homelab.simulator.kubernetes.containers;

import java.io.InputStream;
import java.io.OutputStream;

/** What a command reads from and writes to; nobody but the giver closes them. */
public record Streams(InputStream in, OutputStream out, OutputStream err) {}
