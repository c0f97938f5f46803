package io.homelab.lab.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.lab.definition.RepositoryLocation.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What restic's documentation writes, doc/030_preparing_a_new_repo.rst. */
class RepositoryLocationTest {
    static Stream<Arguments> locations() {
        return Stream.of(
                Arguments.of("/srv/restic-repo", new Kind.Directory(Path.of("/srv/restic-repo"))),
                Arguments.of(
                        "s3:https://s3.example.org/bucket_name",
                        new Kind.Bucket(URI.create("https://s3.example.org"), "bucket_name", "")),
                Arguments.of(
                        "s3:http://localhost:9000/restic/a/b/",
                        new Kind.Bucket(URI.create("http://localhost:9000"), "restic", "a/b")),
                Arguments.of("rest:http://host:8000/", new Kind.Rest(URI.create("http://host:8000"))),
                Arguments.of("rest:https://host", new Kind.Rest(URI.create("https://host"))),
                Arguments.of(
                        "rest:https://host:8000/user/repo/", new Kind.Rest(URI.create("https://host:8000/user/repo"))),
                Arguments.of("sftp:user@host:/srv/restic-repo", new Kind.Sftp("user", "host", 22, "/srv/restic-repo")),
                Arguments.of("sftp://user@host//srv/repo/", new Kind.Sftp("user", "host", 22, "/srv/repo")),
                Arguments.of("sftp://user@host:2222//srv/repo", new Kind.Sftp("user", "host", 2222, "/srv/repo")));
    }

    @ParameterizedTest
    @MethodSource("locations")
    void isWhatResticMakesOfIt(String text, Kind kind) {
        assertThat(new RepositoryLocation(text).kind()).isEqualTo(kind);
    }
}
