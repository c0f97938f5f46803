package io.homelab.activities.evidence;

import java.io.IOException;
import java.nio.file.Path;

/** Whether a directory of evidence is as it was written, and what the first file is that is not. */
public final class EvidenceVerifier {
    private EvidenceVerifier() {}

    /** What became of the evidence. */
    public sealed interface Result {
        /** Nothing was changed; whoever noted an older head elsewhere can see that nothing was cut off the end. */
        record Intact(int statements, String head) implements Result {}

        /** The first file that is not as it was written. */
        record Broken(String file, String why) implements Result {}
    }

    /** Checks against the public key that lies beside the evidence; a careful reader keeps a copy of it elsewhere. */
    public static Result verify(Path directory) throws IOException {
        var report = EvidenceAudit.of(directory, null);
        return report.findings().isEmpty()
                ? new Result.Intact(report.statements().size(), report.head())
                : new Result.Broken(
                        report.findings().getFirst().file(),
                        report.findings().getFirst().why());
    }
}
