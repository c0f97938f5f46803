package io.homelab.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Which routes of the simulator somebody else's client has used, by the simulator's own record of calls.
 *
 * <p>{@code exercised.txt} is written by the lane alone ({@code -Dhomelab.interop.record=true}) and only grows: a route, a
 * tab, the tool with its version. {@code cited.txt} is written by people: a route, a tab, where the vendor says so.
 */
public final class ForeignHands {
    private static final String TAB = "\t";

    private ForeignHands() {}

    /** What of these calls no foreign client ever made and no source is cited for. */
    public static Set<String> strange(Collection<JsonNode> calls) {
        var known =
                lines("exercised.txt").stream().map(ForeignHands::route).collect(Collectors.toCollection(TreeSet::new));
        lines("cited.txt").stream().map(ForeignHands::route).forEach(known::add);
        var strange = routes(calls);
        strange.removeAll(known);
        return strange;
    }

    /** Notes what a tool did, or proves that it did again all that the file says of it. */
    static void exercised(String tool, Collection<JsonNode> calls) {
        var did = calls.stream().filter(ForeignHands::worked).toList();
        var lines = routes(did).stream().map(route -> route + TAB + tool).toList();
        var written = lines("exercised.txt");
        if (Boolean.getBoolean("homelab.interop.record")) {
            var news = lines.stream().filter(line -> !written.contains(line)).toList();
            try {
                Files.write(file("exercised.txt"), news, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            assertThat(lines)
                    .as("what exercised.txt says that " + tool + " does")
                    .containsAll(written.stream()
                            .filter(line -> line.endsWith(TAB + tool))
                            .toList());
        }
    }

    /** An HTTP answer below 400, or gRPC's OK; a call that was cut has 0 too, but no foreign tool meets a fault here. */
    private static boolean worked(JsonNode call) {
        return call.path("status").asInt() < (call.path("system").asString().equals("talos") ? 1 : 400);
    }

    private static Set<String> routes(Collection<JsonNode> calls) {
        return calls.stream()
                .map(call -> call.path("system").asString() + " "
                        + call.path("operation").asString().replaceFirst("-[0-9][^/]*\\.tgz$", "-{version}.tgz"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String route(String line) {
        return line.substring(0, line.indexOf(TAB));
    }

    private static List<String> lines(String name) {
        try {
            return Files.readAllLines(file(name)).stream()
                    .filter(line -> line.contains(TAB))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        return Toolbox.scripts().resolve(name);
    }
}
