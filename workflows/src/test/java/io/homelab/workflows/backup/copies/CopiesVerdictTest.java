package io.homelab.workflows.backup.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckNames;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.copies.CopyRules.CopyRule;
import io.homelab.workflows.backup.copies.CopyRules.PlacedCopy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopiesVerdictTest {
    private static final String SOURCE = "host nas, /srv/photos";
    private static final PlacedCopy LIVE = new PlacedCopy(null, null, "home", "ssd");
    private static final PlacedCopy NAS = new PlacedCopy("nas", SOURCE, "home", "hdd");
    private static final PlacedCopy OFFSITE = new PlacedCopy("offsite", SOURCE, "gra", "object-storage");
    private static final PlacedCopy USB = new PlacedCopy("usb", SOURCE, "office", "usb");

    private final List<BackupCheck> checks = new ArrayList<>();

    @Test
    void threeCopiesOnTwoMediaAndOneElsewhereAreEnough() {
        whole("nas", "offsite");

        var check = judged(LIVE, NAS, OFFSITE);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(check.set()).isEqualTo("photos");
        assertThat(check.check()).isEqualTo("3-2-1");
        assertThat(check.seen())
                .isEqualTo("3 copies on 3 media, 1 off-site: live (home, ssd), nas (home, hdd),"
                        + " offsite (gra, object-storage)");
        assertThat(check.details())
                .containsExactly(
                        "nas, snapshots of " + SOURCE + ": the youngest is 4h old",
                        "offsite, snapshots of " + SOURCE + ": the youngest is 4h old");
        assertThat(check.remedy()).isNull();
    }

    @Test
    void aStaleCopyDoesNotCountAndIsNamedWithWhatItLacks() {
        whole("nas", "offsite");
        replace("offsite", CheckNames.snapshots(SOURCE), CheckVerdict.FAIL, "the youngest is 3d old");

        var check = judged(LIVE, NAS, OFFSITE);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen())
                .isEqualTo("2 copies on 2 media, 0 off-site: live (home, ssd), nas (home, hdd);"
                        + " there must be 3 on 2, 1 off-site;"
                        + " not counted: offsite (gra, object-storage) for snapshots of " + SOURCE);
        assertThat(check.details()).contains("offsite, snapshots of " + SOURCE + ": the youngest is 3d old");
        assertThat(check.remedy())
                .isEqualTo("see the checks of offsite: a set counts again in the verification in which they pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata", "packs", "deep", "content of S", "restore of S", "canary of S"})
    void aDamagedCopyDoesNotCount(String name) {
        var named = name.replace("S", SOURCE);
        whole("nas", "offsite");
        replace("nas", named, CheckVerdict.FAIL, "damaged");

        var check = judged(LIVE, NAS, OFFSITE);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen()).endsWith("not counted: nas (home, hdd) for " + named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "locks",
                "bucket",
                "coverage",
                "snapshots of tag weekly",
                "restore of tag weekly",
                "canary of tag weekly"
            })
    void whatIsNotOfThisCopyTakesNothingFromIt(String name) {
        whole("nas", "offsite");
        checks.add(new BackupCheck("nas", name, CheckVerdict.FAIL, "wrong", List.of(), "mend it"));
        checks.add(new BackupCheck("tank", "packs", CheckVerdict.FAIL, "wrong", List.of(), "mend it"));

        assertThat(judged(LIVE, NAS, OFFSITE).verdict()).isEqualTo(CheckVerdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshots", "content", "metadata", "packs", "deep", "restore"})
    void aCopyThatCouldNotBeLookedAtIsUnknown(String step) {
        whole("nas", "offsite");
        replace("offsite", step, CheckVerdict.UNKNOWN, "wrong password");

        var check = judged(LIVE, NAS, OFFSITE);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(check.seen())
                .startsWith("2 copies on 2 media, 0 off-site")
                .endsWith("not known: offsite (gra, object-storage) for " + step);
        assertThat(check.details()).contains("offsite, " + step + ": wrong password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshots of S", "metadata", "packs"})
    void aCopyThatNobodyLookedAtIsUnknown(String step) {
        whole("nas", "offsite");
        checks.removeIf(check -> check.set().equals("offsite") && check.check().equals(step.replace("S", SOURCE)));

        var check = judged(LIVE, NAS, OFFSITE);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(check.details()).last().asString().endsWith(": it was not looked at");
    }

    @Test
    void aSetThatTheRunLeftOutIsUnknown() {
        whole("nas");

        assertThat(judged(LIVE, NAS, OFFSITE).verdict()).isEqualTo(CheckVerdict.UNKNOWN);
    }

    @Test
    void whenTheRestSufficesNeitherAMissingNorAnUnknownCopyMatters() {
        whole("nas", "offsite", "usb");
        replace("nas", "packs", CheckVerdict.FAIL, "damaged");

        var damaged = judged(LIVE, NAS, OFFSITE, USB);

        assertThat(damaged.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(damaged.seen())
                .isEqualTo("3 copies on 3 media, 2 off-site: live (home, ssd), offsite (gra, object-storage),"
                        + " usb (office, usb); not counted: nas (home, hdd) for packs");

        replace("nas", "packs", CheckVerdict.UNKNOWN, "away");
        assertThat(judged(LIVE, NAS, OFFSITE, USB).verdict()).isEqualTo(CheckVerdict.PASS);
    }

    @Test
    void anUnknownCopyDoesNotHideThatTheRestCanNeverSuffice() {
        whole("nas", "offsite");
        replace("nas", "packs", CheckVerdict.UNKNOWN, "away");
        replace("offsite", "packs", CheckVerdict.FAIL, "damaged");

        var check = judged(LIVE, NAS, OFFSITE);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen())
                .contains("1 copy on 1 medium, 0 off-site")
                .endsWith("not counted: offsite (gra, object-storage) for packs; not known: nas (home, hdd) for packs");
        assertThat(check.remedy()).startsWith("see the checks of nas and offsite:");
    }

    @Test
    void copiesOfOneSiteAreNotElsewhereAndThoseOfOneMediumAreOnOne() {
        whole("nas", "offsite");

        var oneSite = judged(LIVE, NAS, new PlacedCopy("offsite", SOURCE, "home", "usb"));
        var oneMedium =
                judged(new PlacedCopy(null, null, "home", "hdd"), NAS, new PlacedCopy("offsite", SOURCE, "gra", "hdd"));

        assertThat(oneSite.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(oneSite.seen()).startsWith("3 copies on 3 media, 0 off-site:");
        assertThat(oneMedium.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(oneMedium.seen()).startsWith("3 copies on 1 medium, 1 off-site:");
        assertThat(oneMedium.remedy()).isEqualTo("name more sets, media or sites in backups.copies.photos of lab.yaml");
    }

    @Test
    void homeIsWhereTheFirstCopyIsAlsoWhenThatOneDoesNotCount() {
        whole("nas", "offsite", "usb");
        replace("nas", "packs", CheckVerdict.FAIL, "damaged");

        var check = CopiesVerdict.of(new CopyRule("photos", 2, 2, 2, List.of(NAS, OFFSITE, USB)), checks);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(check.check()).isEqualTo("2-2-2");
        assertThat(check.seen()).startsWith("2 copies on 2 media, 2 off-site");
    }

    private BackupCheck judged(PlacedCopy... copies) {
        return CopiesVerdict.of(new CopyRule("photos", 3, 2, 1, List.of(copies)), checks);
    }

    private void whole(String... sets) {
        for (var set : sets) {
            checks.add(BackupCheck.pass(set, CheckNames.snapshots(SOURCE), "the youngest is 4h old"));
            checks.add(BackupCheck.pass(set, "metadata", "fine"));
            checks.add(BackupCheck.pass(set, "packs", "fine"));
            checks.add(BackupCheck.pass(set, CheckNames.restore(SOURCE), "fine"));
        }
    }

    /** What is seen instead of what such a check saw before; a step that could not look says so by its plain name. */
    private void replace(String set, String name, CheckVerdict verdict, String seen) {
        checks.removeIf(check -> check.set().equals(set)
                && (check.check().equals(name) || check.check().startsWith(name + " of ")));
        checks.add(new BackupCheck(set, name, verdict, seen, List.of(), "mend it"));
    }
}
