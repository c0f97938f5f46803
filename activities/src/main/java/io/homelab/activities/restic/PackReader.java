package io.homelab.activities.restic;

import io.homelab.activities.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads packs and says whether they are what their names say. */
final class PackReader {
    private final PackStore store;
    private final IntConsumer read;

    /** @param read told how many bytes have come; by several threads */
    PackReader(PackStore store, IntConsumer read) {
        this.store = store;
        this.read = read;
    }

    /** What became of a pack. */
    enum Kind {
        WHOLE,
        DAMAGED,
        /** Pruned since it was listed, or lost: what an index still wants of it is another check's question. */
        GONE
    }

    /** @param why what is wrong with it; null when nothing is */
    record Seen(Kind kind, @Nullable String why) {}

    /** Reads it once, and once more when that was not what the name says: a line may garble what the disk has right. */
    Seen check(String id, long bytes) {
        var first = once(id);
        if (first.isEmpty()) {
            return new Seen(Kind.GONE, null);
        }
        if (first.get().digest().equals(id)) {
            return new Seen(Kind.WHOLE, null);
        }
        var second = once(id);
        if (second.isEmpty()) {
            return new Seen(Kind.GONE, null);
        }
        return second.get().digest().equals(id)
                ? new Seen(Kind.WHOLE, null)
                : new Seen(Kind.DAMAGED, why(second.get(), bytes));
    }

    private static String why(Content content, long bytes) {
        return content.bytes() == bytes
                ? "its bytes have the SHA-256 " + content.digest()
                : "it has " + content.bytes() + " bytes where its listing says " + bytes + ", of the SHA-256 "
                        + content.digest();
    }

    private record Content(String digest, long bytes) {}

    private Optional<Content> once(String id) {
        return store.read(id, this::content);
    }

    private Content content(InputStream stream) throws IOException {
        var bytes = new AtomicLong();
        var digest = Sha256.of(stream, count -> {
            bytes.addAndGet(count);
            read.accept(count);
        });
        return new Content(digest, bytes.get());
    }
}
