package io.homelab.cli.report;

import io.homelab.cli.output.Durations;
import io.homelab.cli.report.Sparkline.Point;
import io.homelab.cli.report.Trend.Drill;
import io.homelab.workflows.backup.Ages;
import java.util.ArrayList;
import java.util.List;

/** How long what was lost takes to come back, and how much of its past it loses, drill after drill. */
final class TrendSection {
    private TrendSection() {}

    static void draw(Html html, List<Trend> trends) {
        html.open("section", "aria-labelledby", "drills").leaf("h2", "Restore drills", "id", "drills");
        if (trends.isEmpty()) {
            html.leaf("p", "No drill has left a line yet for what is shown here.");
        } else {
            html.leaf(
                    "p",
                    "Recovery time (RTO) is how long a restore took until what came back was there. Lost time (RPO) is how old the"
                            + " backup was by then. The worker measures both and keeps them beside the signed report, not in it.");
            trends.forEach(trend -> draw(html, trend));
        }
        html.close("section");
    }

    private static void draw(Html html, Trend trend) {
        html.open("article").leaf("h3", trend.set() + ", " + name(trend));
        if (trend.sample()) {
            html.leaf("p", "A sample of its files came back, not all of it: the time is that of the sample.");
        }
        html.open("div", "class", "lines");
        figure(html, "Recovery time", trend.recoveryWords(Durations::text), recovery(trend));
        figure(html, "Lost time", trend.lostWords(Ages::text), lost(trend));
        html.close("div");
        Tables.begin(
                html,
                "The last drills of " + trend.application() + ", the youngest first",
                List.of("When", "Recovery", "Lost", "Result", "What came back"));
        for (var drill : trend.drills().reversed()) {
            Tables.row(
                    html,
                    Moments.text(drill.at()),
                    Durations.text(drill.recovery()),
                    drill.lost() == null ? "not noted" : Ages.text(drill.lost()),
                    result(drill),
                    drill.what() + " of " + drill.from());
        }
        Tables.end(html);
        html.close("article");
    }

    private static String name(Trend trend) {
        return trend.sample() ? trend.application() : "namespace " + trend.application();
    }

    private static String result(Drill drill) {
        return drill.whole()
                ? "whole"
                : "NOT WHOLE: " + drill.findings() + (drill.findings() == 1 ? " finding" : " findings");
    }

    private static List<Point> recovery(Trend trend) {
        return trend.drills().stream()
                .map(drill -> new Point(drill.recovery(), drill.whole()))
                .toList();
    }

    private static List<Point> lost(Trend trend) {
        var points = new ArrayList<Point>();
        for (var drill : trend.drills()) {
            if (drill.lost() != null) {
                points.add(new Point(drill.lost(), drill.whole()));
            }
        }
        return points;
    }

    private static void figure(Html html, String title, String words, List<Point> points) {
        var all = points.stream().allMatch(Point::whole) ? words : words + "; × did not come back whole";
        html.open("figure").open("figcaption").leaf("strong", title).text(all).close("figcaption");
        if (!points.isEmpty()) {
            new Sparkline(points).draw(html, title + " of the last drills: " + all);
        }
        html.close("figure");
    }
}
