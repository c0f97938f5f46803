package io.homelab.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Armed faults in the order in which they were armed; a call meets the first that matches and bites. */
final class ArmedFaults implements Faults {
    private final List<Armed> armed = new ArrayList<>();

    @Override
    public synchronized Optional<Fault> meet(String system, String operation, String target) {
        for (var candidate : List.copyOf(armed)) {
            if (candidate.matches(system, operation, target) && candidate.bites()) {
                if (candidate.spent()) {
                    armed.remove(candidate);
                }
                return Optional.of(candidate.fault);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void arm(Fault fault) {
        armed.add(new Armed(fault));
    }

    @Override
    public synchronized void clear() {
        armed.clear();
    }

    @Override
    public synchronized List<Fault> armed() {
        return armed.stream().map(each -> each.fault).toList();
    }

    private static final class Armed {
        private final Fault fault;
        private int seen;

        Armed(Fault fault) {
            this.fault = fault;
        }

        boolean matches(String system, String operation, String target) {
            var part = fault.operation();
            return equal(fault.system(), system)
                    && (part == null || operation.contains(part))
                    && equal(fault.target(), target);
        }

        private static boolean equal(@Nullable String wanted, String actual) {
            return wanted == null || wanted.equals(actual);
        }

        boolean bites() {
            return ++seen > fault.skip();
        }

        boolean spent() {
            return fault.times() > 0 && seen >= fault.skip() + fault.times();
        }
    }
}
