package io.homelab.activities.restic;

import io.homelab.activities.transport.BucketSettings;
import io.homelab.activities.transport.BucketSettings.LifecycleRule;
import io.homelab.activities.transport.BucketSettings.ObjectLock;
import io.homelab.activities.transport.BucketSettings.Setting;
import io.homelab.lab.definition.BucketPromise;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Whether a bucket keeps what is put into it, and promises what it was asked to. */
final class BucketVerdict {
    private static final String VERSIONING = "switch versioning on for the bucket";
    private static final String LOCK = "switch object lock on for the bucket, with a default retention";
    private static final String RIGHT = "give the keys the right ";

    private final String set;
    private final BucketPromise asked;
    private final LifecycleVerdict rules;
    private final List<String> seen = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final LinkedHashSet<String> remedies = new LinkedHashSet<>();

    BucketVerdict(String set, BucketPromise asked, LifecycleVerdict rules) {
        this.set = set;
        this.asked = asked;
        this.rules = rules;
    }

    /** One check; called once. */
    BackupCheck of(BucketSettings settings) {
        lifecycle(settings.lifecycle());
        versioning(settings.versioning());
        objectLock(settings.objectLock());
        var verdict =
                !wrong.isEmpty() ? CheckVerdict.FAIL : unknown.isEmpty() ? CheckVerdict.PASS : CheckVerdict.UNKNOWN;
        var findings = new ArrayList<>(wrong);
        findings.addAll(unknown);
        var first = findings.isEmpty() ? List.<String>of() : List.of(findings.removeFirst());
        return new BackupCheck(
                set,
                "bucket",
                verdict,
                String.join("; ", first.isEmpty() ? seen : first),
                details(findings, first),
                remedies.isEmpty() ? null : String.join("; ", remedies));
    }

    /** Nothing is told twice, and what is right is told too. */
    private List<String> details(List<String> others, List<String> first) {
        var details = new ArrayList<>(others);
        if (!first.isEmpty()) {
            details.addAll(seen);
        }
        return details;
    }

    private void lifecycle(Setting<List<LifecycleRule>> setting) {
        switch (setting) {
            case Setting.Given<List<LifecycleRule>>(var given) -> {
                var findings = rules.findings(given);
                wrong.addAll(findings);
                if (findings.isEmpty()) {
                    seen.add("no lifecycle rule takes anything of it away");
                } else {
                    remedies.add("remove such rules, or give them a prefix beside the repository, before that day: a"
                            + " repository that has lost one object may have lost all");
                }
                seen.addAll(rules.notes(given));
            }
            case Setting.Absent<List<LifecycleRule>>() -> seen.add("there are no lifecycle rules");
            case Setting.NotOffered<List<LifecycleRule>>(var said) ->
                seen.add("the server has no lifecycle rules (" + said + ")");
            case Setting.Refused<List<LifecycleRule>>(var said) -> {
                unknown.add("nobody knows which lifecycle rules there are: " + said);
                remedies.add(RIGHT + "s3:GetLifecycleConfiguration");
            }
        }
    }

    private void versioning(Setting<String> setting) {
        var what = "versioning";
        switch (setting) {
            case Setting.Given<String>(var status) -> {
                var on = status.equals("Enabled");
                judge(asked.versioning(), on, on ? "versioning is on" : "versioning is suspended", VERSIONING);
            }
            case Setting.Absent<String>() -> judge(asked.versioning(), false, "versioning is off", VERSIONING);
            case Setting.NotOffered<String>(var said) -> notOffered(asked.versioning(), what, said);
            case Setting.Refused<String>(var said) -> refused(asked.versioning(), what, said, "s3:GetBucketVersioning");
        }
    }

    private void objectLock(Setting<ObjectLock> setting) {
        var what = "object lock";
        switch (setting) {
            case Setting.Given<ObjectLock>(var lock) -> {
                // restic asks for no retention: what is not locked by default is not locked.
                var locks = lock.retention() != null;
                judge(
                        asked.objectLock(),
                        locks,
                        "object lock is on, " + (locks ? lock.retention() : "and locks no object by default"),
                        LOCK);
            }
            case Setting.Absent<ObjectLock>() -> judge(asked.objectLock(), false, "object lock is off", LOCK);
            case Setting.NotOffered<ObjectLock>(var said) -> notOffered(asked.objectLock(), what, said);
            case Setting.Refused<ObjectLock>(var said) ->
                refused(asked.objectLock(), what, said, "s3:GetBucketObjectLockConfiguration");
        }
    }

    private void judge(boolean wanted, boolean is, String sentence, String remedy) {
        if (wanted && !is) {
            wrong.add(sentence + ", and lab.yaml asks for it");
            remedies.add(remedy + ", or do not ask for it in lab.yaml");
        } else {
            seen.add(sentence);
        }
    }

    private void notOffered(boolean wanted, String what, String said) {
        var sentence = "the server does not know of " + what + " (" + said + ")";
        if (wanted) {
            unknown.add(sentence + ", and lab.yaml asks for it");
            remedies.add("keep the repository at a server that offers " + what + ", or do not ask for it in lab.yaml");
        } else {
            seen.add(sentence);
        }
    }

    private void refused(boolean wanted, String what, String said, String right) {
        if (wanted) {
            unknown.add("nobody knows of " + what + ": " + said);
            remedies.add(RIGHT + right);
        } else {
            seen.add("the keys may not ask for " + what);
        }
    }
}
