package io.homelab.lab.definition;

/**
 * What each verification restores of every source, to a place beside all that lives, and compares.
 *
 * @param files how many at most; the next verification takes others. 0: none
 * @param maxMiB how large all of them together may be
 */
public record RestoreDrill(int files, int maxMiB) {}
