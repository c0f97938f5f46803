package io.homelab.simulator.git;

import io.homelab.simulator.world.WorldClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Bare repositories in a directory; each use opens one anew, so that no cache outlives another's write. */
public final class Repositories {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*");
    private static final String SUFFIX = ".git";

    private final Path directory;
    private final WorldClock clock;

    Repositories(Path directory, WorldClock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Makes what the seed says; a repository that exists stays as it is. */
    public void create(RepositorySeed seed) {
        if (!NAME.matcher(seed.name()).matches()) {
            throw new IllegalArgumentException("a repository's name is owner/name: " + seed.name());
        }
        if (Files.exists(path(seed.name()))) {
            return;
        }
        var branch = Objects.requireNonNullElse(seed.branch(), "main");
        try (var made = new FileRepositoryBuilder()
                .setBare()
                .setGitDir(path(seed.name()).toFile())
                .build()) {
            made.create(true);
            made.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
            var files = new TreeMap<String, byte[]>();
            if (seed.directory() != null) {
                files.putAll(files(seed.directory()));
            }
            if (seed.files() != null) {
                seed.files().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
            }
            if (!files.isEmpty()) {
                var change = new Commits.Change(files, List.of(), "Begin", person("Lab", "lab@example.net"), null);
                new Commits(made).commit(branch, change, ObjectId.zeroId(), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the repository " + seed.name(), e);
        }
    }

    private static TreeMap<String, byte[]> files(Path from) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var tree = Files.walk(from)) {
            for (var file : tree.filter(Files::isRegularFile).toList()) {
                var name = from.relativize(file).toString();
                if (!name.startsWith(SUFFIX + "/")) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    /** Somebody who commits now. */
    public PersonIdent person(String name, String email) {
        return new PersonIdent(name, email, clock.now(), java.time.ZoneOffset.UTC);
    }

    private Path path(String name) {
        return directory.resolve(name + SUFFIX);
    }

    /** Opens a repository; whoever asked closes it. */
    public Optional<Repository> find(String name) {
        if (!NAME.matcher(name).matches() || !Files.isDirectory(path(name))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FileRepositoryBuilder()
                    .setBare()
                    .setMustExist(true)
                    .setGitDir(path(name).toFile())
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the repository " + name, e);
        }
    }

    public Repository need(String name) {
        return find(name).orElseThrow(() -> new NoSuchElementException("no repository " + name));
    }

    /** Names in order. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var found = Files.walk(directory, 2)) {
            return found.filter(path -> path.toString().endsWith(SUFFIX))
                    .map(path -> directory.relativize(path).toString())
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the repositories", e);
        }
    }
}
