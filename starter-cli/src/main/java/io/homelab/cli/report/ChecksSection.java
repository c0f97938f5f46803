package io.homelab.cli.report;

import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import java.util.List;
import java.util.Locale;

/** What is wrong and what to do about it, then every check that was made. */
final class ChecksSection {
    private ChecksSection() {}

    /** A verdict in words; colour says it again and never alone. */
    static void verdict(Html html, CheckVerdict verdict) {
        html.leaf("span", verdict.name(), "class", "verdict " + verdict.name().toLowerCase(Locale.ROOT));
    }

    static void draw(Html html, ReportView view) {
        findings(html, view.findings());
        html.open("section", "aria-labelledby", "checks").leaf("h2", "Every check", "id", "checks");
        view.sets().forEach(set -> set(html, set.set(), view.checksOf(set.set())));
        if (view.checks().isEmpty()) {
            html.leaf("p", "Nothing was looked at, so nothing is known.");
        }
        html.close("section");
    }

    private static void findings(Html html, List<BackupCheck> findings) {
        html.open("section", "aria-labelledby", "findings").leaf("h2", "Findings", "id", "findings");
        if (findings.isEmpty()) {
            html.leaf("p", "None.");
        }
        findings.forEach(check -> finding(html, check));
        html.close("section");
    }

    private static void finding(Html html, BackupCheck check) {
        html.open("article", "class", "finding").open("h3");
        verdict(html, check.verdict());
        html.text(check.set() + ", " + check.check()).close("h3").leaf("p", check.seen());
        details(html, check);
        if (check.remedy() != null) {
            html.open("p").leaf("strong", "What to do:").text(check.remedy()).close("p");
        }
        html.close("article");
    }

    private static void details(Html html, BackupCheck check) {
        if (!check.details().isEmpty()) {
            html.open("ul");
            check.details().forEach(detail -> html.leaf("li", detail));
            html.close("ul");
        }
    }

    private static void set(Html html, String set, List<BackupCheck> checks) {
        html.leaf("h3", set);
        Tables.begin(html, "The checks of " + set, List.of("Check", "Verdict", "Seen"));
        for (var check : checks) {
            html.open("tr").leaf("th", check.check(), "scope", "row").open("td");
            verdict(html, check.verdict());
            html.close("td").open("td").text(check.seen());
            if (check.verdict() == CheckVerdict.PASS) {
                details(html, check); // those of findings are above
            }
            html.close("td").close("tr");
        }
        Tables.end(html);
    }
}
