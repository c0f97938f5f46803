package io.homelab.lab.definition;

/**
 * Where a copy is, by names that mean something to whoever wrote them: what one accident takes has one name.
 *
 * @param site such as {@code home}
 * @param medium such as {@code hdd} or {@code object-storage}
 */
public record CopyPlace(String site, String medium) {
    @Override
    public String toString() {
        return "(" + site + ", " + medium + ")";
    }
}
