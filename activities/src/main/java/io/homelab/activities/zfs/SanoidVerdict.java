package io.homelab.activities.zfs;

import io.homelab.activities.transport.Ssh.Ended;
import io.homelab.workflows.backup.BackupCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What sanoid's monitors say, read as its source prints it (2.1.0). A word of contentment alone proves nothing: without any
 * configuration sanoid says OK of no dataset, with {@code monitor_dont_crit} it ends with 0 whatever it says, and a degraded pool
 * is but a warning to it.
 */
final class SanoidVerdict {
    static final String CHECK = "sanoid";
    private static final Pattern ALL_WELL =
            Pattern.compile("OK: all monitored datasets \\((.*)\\) have fresh snapshots");
    private static final Pattern COMPLAINT =
            Pattern.compile("(CRIT|WARN): (\\S+) ((?:newest|has no) .*?)(?=, (?:CRIT|WARN): |$)");
    private static final String SEE =
            "sanoid --monitor-snapshots and --monitor-health on the host; /etc/sanoid/sanoid.conf";
    private static final int SHOWN = 300;

    private final String pool;
    private final Collection<String> datasets;

    SanoidVerdict(String pool, Collection<String> datasets) {
        this.pool = pool;
        this.datasets = datasets;
    }

    BackupCheck of(Ended snapshots, Ended health) {
        var wrong = new ArrayList<String>();
        var unclear = new ArrayList<String>();
        snapshots(snapshots, wrong, unclear);
        health(health, wrong, unclear);
        if (!wrong.isEmpty()) {
            wrong.addAll(unclear);
            return BackupCheck.fail(pool, CHECK, wrong.getFirst(), wrong.subList(1, wrong.size()), SEE);
        }
        return unclear.isEmpty()
                ? BackupCheck.pass(pool, CHECK, "it monitors " + String.join(", ", datasets) + ", and is content")
                : BackupCheck.unknown(pool, CHECK, String.join("; ", unclear), SEE);
    }

    private void snapshots(Ended ended, ArrayList<String> wrong, ArrayList<String> unclear) {
        var said = ended.out().strip();
        var well = ALL_WELL.matcher(said);
        if (well.matches() && ended.code() == 0) {
            var monitored = Set.of(well.group(1).split(", "));
            datasets.stream()
                    .filter(dataset -> !monitored.contains(dataset))
                    .forEach(dataset -> wrong.add("it does not monitor " + dataset));
            return;
        }
        var complaints = COMPLAINT.matcher(said);
        var known = false;
        while (complaints.find()) {
            known = true;
            var dataset = complaints.group(2);
            if (dataset.equals(pool) || dataset.startsWith(pool + "/")) {
                wrong.add(dataset + " " + complaints.group(3));
            }
        }
        if (!known) {
            unclear.add("it ends with " + ended.code() + " and says what we do not know: " + shown(ended));
        } else if (wrong.isEmpty()) {
            unclear.add("it complains of other pools, and does not say then what it monitors: " + shown(ended));
        }
    }

    private void health(Ended ended, ArrayList<String> wrong, ArrayList<String> unclear) {
        var said = ended.out().strip();
        var own = Pattern.compile("(OK|WARNING|CRITICAL|UNKNOWN) ZPOOL " + Pattern.quote(pool)
                        + " : (.*?)(?=, (?:OK|WARNING|CRITICAL|UNKNOWN) ZPOOL |$)")
                .matcher(said);
        if (own.find()) {
            if (!own.group(1).equals("OK")) {
                wrong.add("it calls the pool " + own.group(1) + ": "
                        + own.group(2).strip());
            }
        } else if (said.contains("ZPOOL {" + pool + "} does not exist")) {
            wrong.add("it says that there is no such pool");
        } else if (ended.code() == 0) {
            wrong.add("it does not monitor the pool's health");
        } else {
            unclear.add("it ends with " + ended.code() + " and says nothing of the pool's health: " + shown(ended));
        }
    }

    private static String shown(Ended ended) {
        var text = (ended.out() + " " + ended.err()).strip();
        return text.substring(0, Math.min(SHOWN, text.length()));
    }
}
