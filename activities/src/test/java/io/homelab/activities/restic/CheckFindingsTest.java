package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckFindingsTest {
    /** In the words of restic 0.18, whose last ones are advice; what 0.14 says is asked of itself elsewhere. */
    @Test
    void whatResticAdvisesIsNoFinding() {
        assertThat(CheckFindings.errors("""
                        error for tree 4c8e0e5d:
                          tree 4c8e0e5d: blob 9a3f not found in index
                        Load(<data/6935bfbbf9>, 17725844, 0) returned error, retrying after 552.330144ms: unexpected EOF
                        pack 6935bfbb contains 1 errors: [blob 2d1f: ciphertext verification failed]

                        The repository contains damaged pack files. These damaged files must be removed to repair the repository. This \
                        can be done using the following commands. Please read the troubleshooting guide first.

                        restic repair packs 6935bfbb
                        restic repair snapshots --forget

                        Damaged pack files can be caused by backend problems, hardware problems or bugs in restic.
                        Fatal: repository contains errors
                        """))
                .containsExactly(
                        "tree 4c8e0e5d: blob 9a3f not found in index",
                        "pack 6935bfbb contains 1 errors: [blob 2d1f: ciphertext verification failed]");
    }

    @Test
    void whatNamesNothingIsAFindingAllTheSame() {
        assertThat(CheckFindings.errors("Fatal: repository contains errors\n"))
                .containsExactly("Fatal: repository contains errors");
    }

    @Test
    void ofManyTheFirstAreNamedAndTheRestIsCounted() {
        var found = new CheckFindings(Collections.nCopies(9, "pack ab: does not exist"));

        assertThat(found.summary()).isEqualTo("9 errors, such as: pack ab: does not exist");
        assertThat(found.others("restic check")).hasSize(6).endsWith("and 3 more: restic check");
        assertThat(new CheckFindings(List.of("one")).others("restic check")).isEmpty();
    }
}
