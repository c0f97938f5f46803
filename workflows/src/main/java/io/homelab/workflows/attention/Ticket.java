package io.homelab.workflows.attention;

/** What an accepted answer gives back at once; the work goes on in the run. */
public record Ticket(String id, int revision, String message) {}
