package io.homelab.simulator.talos.api;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.Data;
import io.homelab.simulator.talos.wire.DmesgRequest;
import io.homelab.simulator.talos.wire.Event;
import io.homelab.simulator.talos.wire.EventsRequest;
import io.homelab.simulator.talos.wire.LogsRequest;
import io.homelab.simulator.talos.wire.ReadRequest;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Calls that go on: events, logs, files. */
final class Streams {
    private static final long LOOK_AGAIN_MILLIS = 200;

    private Streams() {}

    static void events(TalosNode node, EventsRequest request, Consumer<Event> out) throws StatusException {
        var after = Optional.of(request.getTailId()).filter(id -> !id.isEmpty());
        var tail = request.getTailSeconds() > 0 ? -1 : request.getTailEvents();
        var actor = request.getWithActorId();
        // The first event is empty: the stream stands.
        out.accept(Event.getDefaultInstance());
        Streams.<Event>follow(node, queue -> node.journal().events(tail, after, queue), event -> {
            if (actor.isEmpty() || event.getActorId().equals(actor)) {
                out.accept(event);
            }
        });
    }

    static void dmesg(TalosNode node, DmesgRequest request, Consumer<Data> out) throws StatusException {
        if (!request.getTail()) {
            node.journal().kernel().forEach(line -> out.accept(data(line)));
        }
        if (request.getFollow()) {
            follow(node, node.journal()::follow, line -> out.accept(data(line)));
        }
    }

    static void logs(TalosNode node, LogsRequest request, Consumer<Data> out) throws StatusException {
        var id = request.getId();
        if (!ServiceStates.of(node).containsKey(id) && !id.equals("kernel")) {
            throw Status.UNKNOWN
                    .withDescription("log \"" + id + "\" was not registered")
                    .asException();
        }
        node.journal().kernel().stream()
                .filter(line -> id.equals("machined") || id.equals("kernel") || line.contains(id))
                .forEach(line -> out.accept(data(line)));
        if (request.getFollow()) {
            Streams.<String>follow(node, queue -> () -> {}, line -> out.accept(data(line)));
        }
    }

    static void read(TalosNode node, ReadRequest request, Consumer<Data> out) throws StatusException {
        out.accept(data(
                switch (request.getPath()) {
                    case "/proc/sys/kernel/random/boot_id" -> node.bootId() + "\n";
                    case "/proc/cmdline" -> "talos.platform=" + node.image().platform() + " console=ttyS0\n";
                    case "/etc/os-release" ->
                        "NAME=\"Talos\"\nID=talos\nVERSION_ID=" + node.image().version() + "\nPRETTY_NAME=\"Talos ("
                                + node.image().version() + ")\"\n";
                    case "/etc/hostname" -> node.hostname() + "\n";
                    default ->
                        throw Status.UNKNOWN
                                .withDescription("open " + request.getPath() + ": no such file or directory")
                                .asException();
                }));
    }

    private static Data data(String text) {
        return Data.newBuilder().setBytes(ByteString.copyFromUtf8(text)).build();
    }

    /** A proxied stream ends when the machine behind the proxy goes. */
    static void present(TalosNode node) throws StatusException {
        if (!node.isOn()) {
            throw Status.UNAVAILABLE
                    .withDescription("error reading from server: EOF")
                    .asException();
        }
    }

    /** Passes on what comes until the client has gone; the connection's end ends it with the machine. */
    static <T> void follow(TalosNode node, Function<Consumer<T>, Runnable> subscribe, Consumer<T> out)
            throws StatusException {
        var queue = new LinkedBlockingQueue<T>();
        var stop = subscribe.apply(queue::add);
        try {
            while (!Context.current().isCancelled()) {
                var item = queue.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                if (item != null) {
                    out.accept(item);
                } else {
                    present(node);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop.run();
        }
    }
}
