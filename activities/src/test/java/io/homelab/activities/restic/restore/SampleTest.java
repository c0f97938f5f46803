package io.homelab.activities.restic.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleTest {
    private @Nullable String after;

    @Test
    void eachFileHasItsTurnBeforeAnyComesAgain() {
        var seen = new HashSet<String>();
        for (int time = 0; time < 10; time++) {
            var chosen = take(100, 10, 1 << 20);
            assertThat(chosen).hasSize(10);
            assertThat(seen).doesNotContainAnyElementsOf(chosen);
            seen.addAll(chosen);
        }
        assertThat(seen).hasSize(100);
        assertThat(take(100, 10, 1 << 20)).hasSize(10);
    }

    @Test
    void filesThatComeAndGoTakeNobodysTurn() {
        var seen = new HashSet<String>();
        for (int time = 0; time < 30; time++) {
            seen.addAll(take(80 + time, 5, 1 << 20));
        }
        for (int i = 0; i < 80; i++) {
            assertThat(seen).contains("/f" + i);
        }
    }

    @Test
    void itIsNotLargerThanItMayBe() {
        assertThat(take(100, 50, 35)).hasSize(3);
        var sample = new Sample(5, 9, null);
        sample.offer(new Entry("file", "/large", 10L, null));
        assertThat(sample.chosen()).isEmpty();
        assertThat(sample.files()).isEqualTo(1);
        assertThat(sample.end()).isNull();
    }

    @Test
    void aFewFilesAreTakenOnceEach() {
        assertThat(take(3, 10, 1 << 20)).hasSize(3);
        assertThat(take(3, 10, 1 << 20)).hasSize(3);
    }

    private Set<String> take(int files, int most, long bytes) {
        var sample = new Sample(most, bytes, after);
        for (int i = 0; i < files; i++) {
            sample.offer(new Entry("file", "/f" + i, 10L, null));
        }
        sample.offer(new Entry("dir", "/d", null, null));
        after = sample.end();
        var paths = new HashSet<String>();
        sample.chosen().forEach(entry -> assertThat(paths.add(entry.where())).isTrue());
        return paths;
    }
}
