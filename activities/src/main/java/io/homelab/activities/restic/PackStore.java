package io.homelab.activities.restic;

import io.homelab.activities.transport.ObjectBucket.Reader;
import java.util.Map;
import java.util.Optional;

/**
 * The packs of a repository, wherever it is: {@code data/<first two digits>/<id>}, where the id is the SHA-256 of the content
 * (restic, doc/design.rst).
 */
interface PackStore extends AutoCloseable {
    /** Whether somebody answers there, and lets us in; CONFIG when there is no repository. */
    void probe();

    /** Length in bytes by id; CONFIG when there is no repository. */
    Map<String, Long> list();

    /** Reads a pack; empty when there is none of that id. */
    <T> Optional<T> read(String id, Reader<T> reader);

    @Override
    void close();
}
