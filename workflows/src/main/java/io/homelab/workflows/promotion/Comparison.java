package io.homelab.workflows.promotion;

/** What a value must be towards its limit. */
public enum Comparison {
    BELOW("<") {
        @Override
        boolean holds(double value, double limit) {
            return value < limit;
        }
    },
    AT_MOST("<=") {
        @Override
        boolean holds(double value, double limit) {
            return value <= limit;
        }
    },
    EQUAL("==") {
        @Override
        boolean holds(double value, double limit) {
            return value == limit;
        }
    },
    AT_LEAST(">=") {
        @Override
        boolean holds(double value, double limit) {
            return value >= limit;
        }
    },
    ABOVE(">") {
        @Override
        boolean holds(double value, double limit) {
            return value > limit;
        }
    };

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    abstract boolean holds(double value, double limit);

    /** As PromQL writes it. */
    public String sign() {
        return sign;
    }
}
