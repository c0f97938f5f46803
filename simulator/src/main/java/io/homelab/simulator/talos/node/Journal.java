package io.homelab.simulator.talos.node;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.homelab.simulator.talos.wire.Event;
import io.homelab.simulator.world.WorldClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The kernel's log and the runtime's events of one boot, with their followers. */
public final class Journal {
    private final WorldClock clock;
    private final List<String> kernel = new CopyOnWriteArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Consumer<Event>> followers = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> readers = new CopyOnWriteArrayList<>();
    private @Nullable Message last;

    Journal(WorldClock clock) {
        this.clock = clock;
    }

    void note(String line) {
        var dated = "user: warning: [" + clock.now() + "]: [talos] " + line + "\n";
        kernel.add(dated);
        readers.forEach(reader -> reader.accept(dated));
    }

    /** Lines of the kernel's log. */
    public List<String> kernel() {
        return List.copyOf(kernel);
    }

    /** Follows the kernel's log; the result stops it. */
    public Runnable follow(Consumer<String> reader) {
        readers.add(reader);
        return () -> readers.remove(reader);
    }

    synchronized void publish(Message message, String actor) {
        var event = Event.newBuilder()
                .setData(Any.pack(message, "talos/runtime"))
                .setId("%020x".formatted(events.size() + 1))
                .setActorId(actor)
                .build();
        events.add(event);
        followers.forEach(follower -> follower.accept(event));
    }

    /** Publishes a status unless it is the one that was published last. */
    synchronized void publishIfNew(Message status) {
        if (!status.equals(last)) {
            last = status;
            publish(status, "");
        }
    }

    /**
     * Hands over past events (the last {@code tail}; all of them when negative), then each new one.
     *
     * @return stops it
     */
    public synchronized Runnable events(int tail, Optional<String> afterId, Consumer<Event> follower) {
        var from = tail < 0 ? 0 : Math.max(0, events.size() - tail);
        if (afterId.isPresent()) {
            from = 0;
            while (from < events.size() && events.get(from).getId().compareTo(afterId.get()) <= 0) {
                from++;
            }
        }
        List.copyOf(events.subList(from, events.size())).forEach(follower);
        followers.add(follower);
        return () -> followers.remove(follower);
    }
}
