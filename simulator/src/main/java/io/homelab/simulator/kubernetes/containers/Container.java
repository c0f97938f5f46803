package io.homelab.simulator.kubernetes.containers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** One container of a pod, in which commands can be executed. */
public final class Container {
    private static final Map<String, Program> PROGRAMS = Map.of(
            "true", call -> 0,
            "false", call -> 1,
            "echo", Looking::echo,
            "ls", Looking::ls,
            "test", Looking::test,
            "cat", Reading::cat,
            "sha256sum", Reading::sha256sum,
            "wc", Reading::wc,
            "sqlite3", Sqlite3::run);

    private final MountedFiles files;

    private Container(MountedFiles files) {
        this.files = files;
    }

    /**
     * The container that a specification describes.
     *
     * @param pod the pod, for its volumes
     * @param container an entry of its {@code spec.containers}
     * @param claims the volume of a claim in the pod's namespace; empty when it has none
     */
    public static Container of(
            JsonNode pod, JsonNode container, Function<String, Optional<String>> claims, Volumes volumes) {
        var names = new HashMap<String, String>();
        for (var volume : Json.at(pod, "spec.volumes")) {
            names.put(
                    Json.text(volume, "name"),
                    Optional.of(Json.text(volume, "persistentVolumeClaim.claimName"))
                            .filter(claim -> !claim.isEmpty())
                            .flatMap(claims)
                            .orElse(""));
        }
        var mounts = container
                .path("volumeMounts")
                .valueStream()
                .map(mount -> new MountedFiles.Mount(
                        Json.text(mount, "mountPath"),
                        names.getOrDefault(Json.text(mount, "name"), ""),
                        Json.text(mount, "subPath")))
                .toList();
        return new Container(new MountedFiles(volumes, mounts, Json.text(container, "workingDir")));
    }

    /**
     * Runs a command to its end.
     *
     * @param command the program, by its name or its path in a usual directory, and its arguments; at least one word
     * @return the exit code
     * @throws NoSuchProgram before anything is read or written
     * @throws IOException when nobody takes what it writes
     */
    public int run(List<String> command, Streams streams) throws NoSuchProgram, IOException {
        var name = command.getFirst();
        var plain = name.replaceFirst("^(/usr)?(/local)?/s?bin/", "");
        var program = Optional.ofNullable(PROGRAMS.get(plain)).orElseThrow(() -> new NoSuchProgram(name));
        return program.run(new Call(plain, command.subList(1, command.size()), files, streams));
    }

    /** The content of a file, by its whole path; empty when there is none, or when it is a directory. */
    public Optional<byte[]> read(String path) {
        return files.read(path);
    }
}
