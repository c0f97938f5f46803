package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Homelab;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Rehearsal;
import io.homelab.cli.output.Console;
import io.homelab.cli.output.Durations;
import io.homelab.cli.rehearsal.BackupScenario;
import io.homelab.cli.rehearsal.PromotionScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A lab in a box. */
@Command(
        name = "rehearse",
        description = {
            "Run a command against a lab in a box: a real Temporal server, a simulated lab and a worker,",
            "all started for it and stopped after it. Nothing real is touched, nothing is left."
        })
public final class RehearseCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--keep",
            negatable = true,
            fallbackValue = "true",
            description = "Keep everything running afterwards, and say how to use and stop it.")
    boolean keep;

    @Option(
            names = "--factor",
            defaultValue = "6",
            paramLabel = "N",
            description = "How many times faster than in real life the simulated lab is (default: ${DEFAULT-VALUE}).")
    double factor;

    @Mixin
    ImageFile image = new ImageFile();

    @Mixin
    ChaosOptions chaos = new ChaosOptions();

    @Mixin
    OutputFormat output = new OutputFormat();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command; default: cluster bootstrap dev.")
    @Nullable
    List<String> command;

    public RehearseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var console = session.console();
        var brought = image.absolute(session);
        if (chaos.wanted()) {
            if (brought != null) {
                throw new CommandFailure(
                        ExitCode.USAGE, ImageFile.OPTION + " and --chaos do not go together: each lab fetches its own");
            }
            return chaos.run(session, output, keep, command == null ? List.of() : command);
        }
        var words = command == null || command.isEmpty() ? List.of("cluster", "bootstrap", "dev") : command;
        var started = System.nanoTime();
        try (var rehearsal = Rehearsal.begin(session, keep)) {
            console.say(console.ink(Console.Ink.BOLD, "rehearsal") + ": a simulated lab, " + factor
                    + " times faster than a real one");
            var endpoint = rehearsal.start(factor, console::say);
            console.say("Web UI at http://127.0.0.1:" + endpoint.uiPort() + " while this runs");
            var inside = session.on(rehearsal.controlPlane());
            if (words.size() == 3 && words.subList(0, 2).equals(List.of("cluster", "bootstrap"))) {
                run(inside, List.of("cluster", "plan", words.get(2)), brought);
            }
            int code = played(rehearsal, inside, words, brought);
            console.say("rehearsal "
                    + (code == 0
                            ? console.ink(Console.Ink.GREEN, "passed")
                            : console.ink(Console.Ink.RED, "ended with exit code " + code))
                    + " after " + Durations.text(Duration.ofNanos(System.nanoTime() - started))
                    + "; nothing here ran on real hardware");
            return code;
        }
    }

    /** Some commands need more than a lab: somebody plays the rest of the world. */
    private int played(Rehearsal rehearsal, Session inside, List<String> words, @Nullable String brought) {
        var first = words.size() > 1 ? String.join(" ", words.subList(0, 2)) : "";
        return switch (first) {
            case "promote start" -> promotion(rehearsal, inside, words);
            case "backup verify" ->
                new BackupScenario(session.installation(), rehearsal.controlPlane(), session.console()::say)
                        .play(words, command -> run(inside, command, null));
            default -> run(inside, words, brought);
        };
    }

    private int promotion(Rehearsal rehearsal, Session inside, List<String> words) {
        return new PromotionScenario(session.installation(), rehearsal.controlPlane(), session.console()::say)
                .play(factor, words, command -> run(inside, command, null), cluster -> kubeconfig(inside, cluster));
    }

    private static String kubeconfig(Session inside, String cluster) {
        try (var secret =
                LabSecretStore.open(inside).get("kubeconfig-" + cluster).orElseThrow()) {
            return secret.text();
        }
    }

    /** An image at hand goes to the commands that can use one. */
    private static int run(Session inside, List<String> words, @Nullable String brought) {
        var all = new ArrayList<>(words);
        if (brought != null
                && words.size() > 1
                && words.getFirst().equals("cluster")
                && (words.get(1).equals("plan") || words.get(1).equals("bootstrap"))) {
            all.add(ImageFile.OPTION + "=" + brought);
        }
        inside.console().say("$ homelab " + String.join(" ", all));
        return Homelab.run(inside, all.toArray(String[]::new));
    }
}
