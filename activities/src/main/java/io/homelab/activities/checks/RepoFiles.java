package io.homelab.activities.checks;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Files by their path in the repository: the lab's own first, then those that came with the product. */
final class RepoFiles {
    private static final String ALL_BELOW = "/**";
    private static final long LARGEST = 1 << 20;

    private final Optional<Path> repository;

    /** {@code repository} is where the product's own desired state lies, if it is on this machine. */
    RepoFiles(Optional<Path> repository) {
        this.repository = repository;
    }

    /** A text file. */
    record Found(String path, String text) {
        Map<String, Object> describe() {
            return Map.of("path", path, "text", text);
        }
    }

    /** The file of that path, or all below a directory for {@code dir/**}; empty when there is none. */
    List<Found> find(OpenLab lab, String path) {
        if (path.endsWith(ALL_BELOW)) {
            var directory = path.substring(0, path.length() - ALL_BELOW.length());
            return places(lab)
                    .filter(place -> Files.isDirectory(place.resolve(directory)))
                    .findFirst()
                    .map(place -> below(place, place.resolve(directory)))
                    .orElse(List.of());
        }
        return Stream.concat(Stream.of(lab.file(path)), places(lab).map(place -> place.resolve(path)))
                .filter(Files::isRegularFile)
                .findFirst()
                .flatMap(file -> read(path, file))
                .stream()
                .toList();
    }

    private Stream<Path> places(OpenLab lab) {
        var beside =
                lab.properties().labFile().toAbsolutePath().resolveSibling(".").normalize();
        return Stream.concat(Stream.of(beside), repository.stream());
    }

    private static List<Found> below(Path place, Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .flatMap(file -> read(place.relativize(file).toString(), file).stream())
                    .toList();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Empty for what is no text. */
    private static Optional<Found> read(String path, Path file) {
        try {
            return Files.size(file) > LARGEST ? Optional.empty() : Optional.of(new Found(path, Files.readString(file)));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Problem unreadable(Path file, IOException e) {
        return new Problem(FailureClass.TRANSIENT, "cannot read " + file, null, null, e);
    }
}
