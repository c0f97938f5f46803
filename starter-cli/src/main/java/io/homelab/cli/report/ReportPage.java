package io.homelab.cli.report;

import io.homelab.cli.output.Durations;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.Sizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A report as one HTML file: no script, nothing from elsewhere. */
public final class ReportPage {
    private static final String SHEET = "/report/report.css";

    private final ReportView view;
    private final Html html = new Html();

    private ReportPage(ReportView view) {
        this.view = view;
    }

    /** The whole document. */
    public static String of(ReportView view) {
        return new ReportPage(view).document();
    }

    private String document() {
        html.open("!doctype html").open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        // Whatever slipped through would do nothing: the page may load and run nothing.
        html.open(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        html.leaf("title", title() + ": " + view.verdict() + (view.simulated() ? " (simulated)" : ""))
                .style(sheet())
                .close("head");
        html.open("body").open("main");
        head();
        sets();
        ChecksSection.draw(html, view);
        unread();
        TrendSection.draw(html, view.drills());
        ProofSection.draw(html, view);
        return html.close("main").close("body").close("html").toString();
    }

    private String title() {
        return "Backups of " + view.lab() + (view.only() == null ? "" : ", " + view.only());
    }

    private void head() {
        html.open("header");
        if (view.simulated()) {
            html.open("p", "class", "simulated")
                    .leaf("strong", "SIMULATED")
                    .text("A rehearsal on a simulated lab: it proves nothing of a real one.")
                    .close("p");
        }
        html.leaf("h1", title()).open("p", "class", "overall");
        ChecksSection.verdict(html, view.verdict());
        html.text(counted()).close("p").open("dl");
        ProofSection.fact(html, "Signed", Moments.text(view.recordedAt()));
        ProofSection.fact(html, "Took", Durations.text(view.took()));
        ProofSection.fact(html, "Read", view.full() ? "every byte" : "what was due");
        ProofSection.fact(html, "Run", view.run());
        html.close("dl");
        view.notes().forEach(note -> html.leaf("p", note, "class", "note"));
        html.close("header");
    }

    private String counted() {
        return view.checks().size() + (view.checks().size() == 1 ? " check: " : " checks: ")
                + view.count(CheckVerdict.PASS) + " passed, " + view.count(CheckVerdict.FAIL) + " failed, "
                + view.count(CheckVerdict.UNKNOWN) + " unknown";
    }

    private void sets() {
        html.open("section", "aria-labelledby", "sets").leaf("h2", "Sets", "id", "sets");
        Tables.begin(html, "The verdict of each set", List.of("Set", "Verdict", "Passed", "Failed", "Unknown"));
        for (var set : view.sets()) {
            html.open("tr").leaf("th", set.set(), "scope", "row").open("td");
            ChecksSection.verdict(html, set.verdict());
            html.close("td");
            for (int count : List.of(set.passed(), set.failed(), set.unknown())) {
                html.leaf("td", Integer.toString(count), "class", "number");
            }
            html.close("tr");
        }
        Tables.end(html);
        html.close("section");
    }

    private void unread() {
        if (view.unread().isEmpty()) {
            return;
        }
        html.open("section", "aria-labelledby", "unread").leaf("h2", "Unread for the longest", "id", "unread");
        html.leaf(
                "p",
                "The pack of each set that nobody has read for the longest time, as the ledger stood when this page was made."
                        + " The ledger is kept beside the signed report, not in it.");
        Tables.begin(html, "The oldest unread pack of each set", List.of("Set", "Pack", "Last read", "Size", "Of"));
        for (var pack : view.unread()) {
            Tables.row(
                    html,
                    pack.set(),
                    pack.pack().substring(0, Math.min(12, pack.pack().length())),
                    (pack.read() ? "" : "never; there since ") + Moments.text(pack.since()),
                    Sizes.text(pack.bytes()),
                    pack.packs() + (pack.packs() == 1 ? " pack, " : " packs, ") + Sizes.text(pack.total()));
        }
        Tables.end(html);
        html.close("section");
    }

    private static String sheet() {
        try (var in = Objects.requireNonNull(ReportPage.class.getResourceAsStream(SHEET), SHEET)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
