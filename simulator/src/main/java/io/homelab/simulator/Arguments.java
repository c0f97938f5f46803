package io.homelab.simulator;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The command line: {@code --state DIR --port N --token-file FILE --info-file FILE}. */
record Arguments(Path state, int port, Path tokenFile, Optional<Path> infoFile) {
    private static final Set<String> NAMES = Set.of("--state", "--port", "--token-file", "--info-file");

    static Arguments parse(List<String> words) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < words.size(); i += 2) {
            if (!NAMES.contains(words.get(i)) || i + 1 == words.size()) {
                throw new IllegalArgumentException(
                        "expected --state DIR [--port N] [--token-file FILE] [--info-file FILE]");
            }
            values.put(words.get(i), words.get(i + 1));
        }
        var state = Path.of(Optional.ofNullable(values.get("--state"))
                .orElseThrow(() -> new IllegalArgumentException("--state DIR is needed")));
        return new Arguments(
                state,
                Integer.parseInt(values.getOrDefault("--port", "0")),
                Optional.ofNullable(values.get("--token-file")).map(Path::of).orElse(state.resolve("control.token")),
                Optional.ofNullable(values.get("--info-file")).map(Path::of));
    }
}
