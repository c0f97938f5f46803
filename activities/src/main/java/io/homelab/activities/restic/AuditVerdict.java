package io.homelab.activities.restic;

import io.homelab.activities.restic.AuditFile.Chosen;
import io.homelab.activities.restic.PackAuditor.Audited;
import io.homelab.lab.definition.PackAudit;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckNames;
import io.homelab.workflows.backup.Sizes;
import io.homelab.workflows.backup.audit.PackState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What an audit means: one verdict on what was read, one on what was not read for how long. */
final class AuditVerdict {
    private static final String READABLE =
            "let the keys read these objects, and see what the S3 server says of them; they are read again the next night";
    private static final String REPAIR =
            "restic check --read-data says which blobs are hit; restic repair packs ID (0.16 and later) keeps the others,"
                    + " then a new backup brings back what its source still has";

    private final String set;
    private final PackAudit audit;
    private final Chosen chosen;

    AuditVerdict(String set, PackAudit audit, Chosen chosen) {
        this.set = set;
        this.audit = audit;
        this.chosen = chosen;
    }

    /** @param hurt what the damage means for files, for people; empty without damage */
    List<BackupCheck> of(Audited audited, List<String> hurt, Collection<PackState> packs, Instant now) {
        return List.of(content(audited, hurt), coverage(packs, now));
    }

    private BackupCheck content(Audited audited, List<String> hurt) {
        var read = chosen.packs().size() + " of " + chosen.of() + " packs were read, " + Sizes.text(chosen.bytes())
                + " of " + Sizes.text(chosen.total())
                + (audit.pricePerGiB() == null
                        ? ""
                        : ", for " + audit.pricePerGiB().of(chosen.bytes()));
        var gone = audited.gone() == 0 ? "" : "; " + audited.gone() + " went away meanwhile";
        var bad = new TreeMap<>(audited.damaged());
        audited.unreadable().forEach((id, why) -> bad.put(id, "cannot be read: " + why));
        if (bad.isEmpty()) {
            return BackupCheck.pass(set, CheckNames.PACKS, read + ", all of them whole" + gone);
        }
        return BackupCheck.fail(
                set,
                CheckNames.PACKS,
                bad.size() + (bad.size() == 1 ? " pack " : " packs ")
                        + (audited.damaged().isEmpty()
                                ? "cannot be read"
                                : (bad.size() == 1 ? "is" : "are") + " damaged")
                        + "; " + read + gone,
                Stream.concat(
                                bad.entrySet().stream()
                                        .map(pack -> PackId.path(pack.getKey()) + ": " + pack.getValue()),
                                hurt.stream())
                        .toList(),
                audited.damaged().isEmpty() ? READABLE : REPAIR);
    }

    /** "Every byte was read within so long" as one number: the age of the longest unread pack. */
    private BackupCheck coverage(Collection<PackState> packs, Instant now) {
        var oldest = PackState.longestUnread(packs);
        var age = Ages.text(oldest.map(since -> Duration.between(since, now)).orElse(Duration.ZERO));
        var promise = "every byte is to be read within " + Ages.text(audit.within());
        var late = packs.stream()
                .filter(pack -> pack.unreadSince().plus(audit.within()).isBefore(now))
                .count();
        if (late > 0) {
            return BackupCheck.fail(
                    set,
                    "coverage",
                    late + " packs are unread for longer than " + Ages.text(audit.within()) + ", the longest for "
                            + age,
                    List.of(),
                    "homelab backup verify --full --set " + set + " reads all of it now");
        }
        if (chosen.isShort()) {
            return BackupCheck.fail(
                    set,
                    "coverage",
                    "the budget of " + Optional.ofNullable(audit.budgetMiB()).orElse(0) + " MiB is too small: "
                            + promise,
                    List.of(),
                    "raise audit.budgetMiB or audit.within of the set in lab.yaml");
        }
        return BackupCheck.pass(set, "coverage", "no byte is unread for longer than " + age + "; " + promise);
    }
}
