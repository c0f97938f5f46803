package io.homelab.activities.restic.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    @Test
    void aReasonIsFoundByItsPathWhateverIsInBoth() {
        var complaints = new Complaints(List.of(
                "ignoring error for /srv/a: StreamPack: open /repo/data/03: no such file or directory",
                "ignoring error for /srv/odd: name: ciphertext verification failed",
                "Fatal: There were 2 errors"));

        assertThat(complaints.of("/srv/a")).contains("StreamPack: open /repo/data/03: no such file or directory");
        assertThat(complaints.of("/srv/odd: name")).contains("ciphertext verification failed");
        assertThat(complaints.of("/srv/b")).isEmpty();
        assertThat(complaints.ofNothing()).isEmpty();
    }

    @Test
    void whatNamesNoFileIsNotLost() {
        var complaints = new Complaints(List.of("something else is wrong", "Fatal: There were 1 errors"));

        assertThat(complaints.of("/srv/a")).isEmpty();
        assertThat(complaints.ofNothing()).contains("something else is wrong");
    }

    @Test
    void nothingIsNoComplaint() {
        assertThat(new Complaints(List.of()).ofNothing()).isEmpty();
    }
}
