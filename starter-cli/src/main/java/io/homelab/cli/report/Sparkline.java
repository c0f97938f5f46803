package io.homelab.cli.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations as a small line, the oldest at the left, nothing at the bottom; what did not come back whole is a cross. */
final class Sparkline {
    private static final int WIDTH = 280;
    private static final int HEIGHT = 56;
    private static final int MARGIN = 6;
    private static final double DOT = 2.5;
    private static final double CROSS = 4;

    /** One point of it. */
    record Point(Duration value, boolean whole) {}

    private final List<Point> points;

    Sparkline(List<Point> points) {
        this.points = List.copyOf(points);
    }

    /** With words for who cannot see it. */
    void draw(Html html, String words) {
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "width",
                Integer.toString(WIDTH),
                "height",
                Integer.toString(HEIGHT),
                "role",
                "img",
                "aria-label",
                words);
        var floor = number(HEIGHT - MARGIN);
        html.open("path", "class", "floor", "d", "M" + MARGIN + " " + floor + "H" + (WIDTH - MARGIN))
                .close("path");
        var line = line();
        if (line.size() > 1) {
            html.open("polyline", "class", "line", "points", String.join(" ", line))
                    .close("polyline");
        }
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).whole()) {
                html.open("circle", "class", "dot", "cx", number(x(i)), "cy", number(y(i)), "r", number(DOT))
                        .close("circle");
            } else {
                html.open("path", "class", "cross", "d", cross(x(i), y(i))).close("path");
            }
        }
        html.close("svg");
    }

    /** Through what came back whole: the time of the others is no time of recovery. */
    private List<String> line() {
        var line = new ArrayList<String>();
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).whole()) {
                line.add(number(x(i)) + "," + number(y(i)));
            }
        }
        return line;
    }

    private static String cross(double x, double y) {
        return "M" + number(x - CROSS) + " " + number(y - CROSS) + "L" + number(x + CROSS) + " " + number(y + CROSS)
                + "M" + number(x - CROSS) + " " + number(y + CROSS) + "L" + number(x + CROSS) + " " + number(y - CROSS);
    }

    private double x(int index) {
        return points.size() == 1 ? WIDTH / 2.0 : MARGIN + index * (WIDTH - 2.0 * MARGIN) / (points.size() - 1);
    }

    private double y(int index) {
        long most = points.stream()
                .mapToLong(point -> point.value().toMillis())
                .max()
                .orElse(0);
        double part = most <= 0 ? 0 : (double) points.get(index).value().toMillis() / most;
        return HEIGHT - MARGIN - part * (HEIGHT - 2 * MARGIN);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
