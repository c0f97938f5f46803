package io.homelab.simulator.world;

/**
 * What a world is made from.
 *
 * @param name short, lower case, unique in the process
 * @param factor what every duration of the physics is multiplied by: 1 is real life
 * @param dhcp whether the lab's network has a DHCP server
 */
public record WorldOptions(String name, double factor, boolean dhcp) {
    public WorldOptions {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,40}")) {
            throw new IllegalArgumentException("a world's name is lower case letters, digits and '-': " + name);
        }
        if (!(factor > 0)) {
            throw new IllegalArgumentException("the factor of a world must be above 0: " + factor);
        }
    }

    /** A world with DHCP. */
    public static WorldOptions of(String name, double factor) {
        return new WorldOptions(name, factor, true);
    }
}
