package io.homelab.lab.definition;

import java.time.Duration;

/**
 * How often restic itself reads a part of the packs: decrypts them, and compares each blob with its id. A pack that hashes to its
 * own name may still hold what was wrong before it was written.
 *
 * @param every the time from one part to the next
 * @param of into how many parts the packs are divided; restic takes the first byte of a pack's id modulo that, so it is at most 256
 */
public record DeepCheck(Duration every, int of) {}
