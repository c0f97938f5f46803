package io.homelab.cli.report;

import java.util.List;

/** Tables as a screen reader understands them; what is wider than the screen scrolls by itself. */
final class Tables {
    private Tables() {}

    static void begin(Html html, String caption, List<String> columns) {
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", caption);
        html.open("table").leaf("caption", caption).open("thead").open("tr");
        columns.forEach(column -> html.leaf("th", column, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
    }

    /** A row of words, the first of which names it. */
    static void row(Html html, String name, String... cells) {
        html.open("tr").leaf("th", name, "scope", "row");
        for (var cell : cells) {
            html.leaf("td", cell);
        }
        html.close("tr");
    }

    static void end(Html html) {
        html.close("tbody").close("table").close("div");
    }
}
