package io.homelab.systemtests.attention;

import io.homelab.activities.factory.ImageFactory;
import io.homelab.activities.factory.Schematics;
import io.homelab.lab.state.LabLock;
import io.homelab.systemtests.bench.Bench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What a person does to the files and ports of a lab, and how they put it back. */
final class Hands {
    private final List<ServerSocket> sockets = new ArrayList<>();
    private final Map<String, String> kept = new HashMap<>();

    /** What is remembered under a name. */
    String kept(String name) {
        return kept.getOrDefault(name, "");
    }

    void remember(String name, String text) {
        kept.put(name, text);
    }

    /** A lab file that a person gets wrong and puts right. */
    Obstacle edit(Obstacle obstacle, Consumer<ObjectNode> wrong) {
        return obstacle.planted(bench -> {
                    copy(bench.labFile());
                    bench.edit(wrong);
                })
                .repaired(bench -> back(bench.labFile()))
                .edited();
    }

    static ObjectNode hypervisor(ObjectNode lab) {
        return (ObjectNode) lab.path("hypervisor");
    }

    static ObjectNode node(ObjectNode lab) {
        return (ObjectNode) lab.at("/clusters/home/nodes/0");
    }

    static ObjectNode chart(ObjectNode lab) {
        return (ObjectNode) lab.path("addons").findParent("chart").path("chart");
    }

    /** As if the image had been downloaded once, with another content. */
    void lockAnotherImage(Bench bench) {
        var lab = bench.lab().reader().snapshot(bench.lab().snapshot());
        var template = lab.template("home");
        var schematic = Schematics.of(lab.lab().images().schematic(), template);
        var url = ImageFactory.iso(lab.lab().images().factory(), Schematics.id(schematic), template.talosVersion());
        if (Files.exists(lock(bench))) {
            copy(lock(bench));
        }
        LabLock.beside(bench.labFile())
                .recordFirstUse(
                        LabLock.Kind.DOWNLOAD,
                        url.toString(),
                        "0".repeat(64),
                        1,
                        bench.world().world().clock().now());
    }

    void unlock(Bench bench) {
        if (kept.containsKey(lock(bench).toString())) {
            back(lock(bench));
        } else {
            doing(() -> Files.delete(lock(bench)));
        }
    }

    private static Path lock(Bench bench) {
        return bench.labFile().resolveSibling("lab.lock");
    }

    static Map<String, String> config(Bench bench) {
        return bench.machines("home").getFirst().config();
    }

    private void copy(Path file) {
        doing(() -> kept.put(file.toString(), Files.readString(file)));
    }

    private void back(Path file) {
        doing(() -> Files.writeString(file, kept.getOrDefault(file.toString(), "")));
    }

    void keep(Path file) {
        copy(file);
        doing(() -> Files.delete(file));
    }

    void bring(Path file) {
        back(file);
    }

    void exchange(Bench bench, String name, String content) {
        var file = bench.lab().directory().resolve(name);
        copy(file);
        doing(() -> Files.writeString(file, content));
    }

    void restore(Bench bench, String name) {
        back(bench.lab().directory().resolve(name));
    }

    static String read(Bench bench, String name) {
        try {
            return Files.readString(bench.lab().directory().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void listen(String address) {
        doing(() -> sockets.add(new ServerSocket(6443, 1, InetAddress.ofLiteral(address))));
    }

    void silence() {
        for (var socket : sockets) {
            doing(socket::close);
        }
        sockets.clear();
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void doing(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
