package io.homelab.activities.prometheus;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.Gate;
import io.homelab.lab.definition.GateCheck;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.Reading;
import io.homelab.workflows.promotion.Sample;
import io.homelab.workflows.promotion.Soak;
import io.homelab.workflows.promotion.StabilityGate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks every check of the lab file's gate once, so that a person sees what it would see. Writes nothing. */
public final class GateLook {
    private final Transports transports;

    public GateLook(Transports transports) {
        this.transports = transports;
    }

    /** What one check says. */
    public enum State {
        HOLDS,
        BREACHED,
        /** There is no usable answer, which is never health. */
        UNKNOWN
    }

    /**
     * One check.
     *
     * @param value null when there is no usable answer
     * @param baseline the same one soak ago; null when the check does not ask for it, or there is none
     * @param why it does not hold, or nobody can tell; null when it holds
     */
    public record Line(
            String check,
            State state,
            @Nullable Double value,
            @Nullable Double baseline,
            String wanted,
            @Nullable String why,
            String query) {}

    /** Every check, in the lab file's order; CONFIG when the lab file has no promotion. */
    public List<Line> look(OpenLab lab) {
        var promotion = Optional.ofNullable(lab.lab().promotion())
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "the lab file has no promotion, so there is nothing to ask",
                        lab.properties().labFile().toString(),
                        "lab.example.yaml shows one"));
        var questions = Questions.to(promotion.prometheus(), lab, transports);
        return lines(promotion.gate(), sample(questions, promotion.gate()));
    }

    private static Sample sample(Questions questions, Gate gate) {
        var clock = LabClock.system();
        var asked = questions.of(Policies.of(gate).checks(), clock.now().minus(gate.soak()));
        try (var sampler = new Sampler(clock, asked)) {
            return sampler.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        }
    }

    private static List<Line> lines(Gate gate, Sample sample) {
        return gate.checks().stream().map(check -> line(gate, check, sample)).toList();
    }

    private static Line line(Gate gate, GateCheck check, Sample sample) {
        var soak = new StabilityGate(Policies.of(gate, check)).after(Soak.begin(), sample);
        var reading = sample.readings().stream()
                .filter(each -> each.check().equals(check.name()))
                .findFirst()
                .orElseGet(() -> Reading.without(check.name(), "not asked"));
        var state = soak.healthy() ? State.HOLDS : soak.breaches() > 0 ? State.BREACHED : State.UNKNOWN;
        var why = reading.trouble() == null ? soak.why() : reading.trouble();
        return new Line(
                check.name(),
                state,
                reading.value(),
                reading.baseline(),
                wanted(gate, check),
                state == State.HOLDS ? null : why,
                check.query());
    }

    private static String wanted(Gate gate, GateCheck check) {
        var sign = Policies.of(gate, check).checks().getFirst().comparison().sign();
        var limit = check.limit() == null ? "" : sign + " " + number(check.limit());
        var tolerance =
                check.tolerance() == null ? "" : sign + " " + number(check.tolerance()) + " × the value one soak ago";
        return limit.isEmpty() || tolerance.isEmpty() ? limit + tolerance : limit + " and " + tolerance;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }
}
