package io.homelab.lab.template;

/** One machine configuration patch: its name and its YAML text (strategic merge, possibly several documents). */
public record Patch(String name, String text) {}
