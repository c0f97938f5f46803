package io.homelab.lab.definition;

/** How many times faster than the clock a rehearsal's waits run; 1 in every real lab. */
public record TimeScale(double factor) {}
