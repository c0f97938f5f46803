package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every file of src/test/resources/invalid has one thing wrong, and that is all that is said of it. */
class InvalidLabsTest {
    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> eachInvalidLabIsToldWhatIsWrongAndWhere() throws IOException {
        return Fixture.in("invalid").stream()
                .map(fixture -> dynamicTest(fixture.name(), fixture.file().toUri(), () -> check(fixture)));
    }

    private void check(Fixture fixture) throws IOException {
        var lab = fixture.placeIn(Files.createDirectories(directory.resolve(fixture.name())));

        var invalid = catchThrowableOfType(InvalidLab.class, () -> LabFile.open(lab));

        assertThat(invalid).as(fixture.name() + " is accepted").isNotNull();
        assertThat(invalid.problems()).singleElement().satisfies(problem -> assertThat(
                        problem.toString().replaceFirst(":(\\d+):\\d+ ", ":$1 "))
                .isEqualTo(fixture.expected("problem")));
    }
}
