package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Gate.Call;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/** What happens in a lab: what we are asked to do, what people do by hand before and meanwhile, and what goes wrong. */
record History(long seed, boolean confined, List<Step> steps) {
    private static final int LONGEST = 6;

    enum Ours {
        BUILD,
        RUN,
        DESTROY,
        LIST,
        PLAN,
        ADOPT
    }

    enum Hand {
        /** Ours is destroyed and its number goes to somebody else's machine. */
        RECYCLE,
        DESTROY,
        /** A machine that looks like ours. */
        STRANGER,
        /** A clone of ours, with its tags and description, as Proxmox makes it: with a new uuid. */
        CLONE,
        MIGRATE,
        TEMPLATE,
        LOCK,
        EDIT,
        /** Somebody takes a machine of ours out of the pool and takes our tag away: from then on it is theirs. */
        UNTAG,
        POWER
    }

    enum Trouble {
        DROPPED_REPLY,
        LATE_DUPLICATE,
        CUT,
        ERROR_500,
        ERROR_596,
        TASK_FAILS,
        TASK_VANISHES
    }

    /** Between which two calls of ours something happens by hand. */
    enum Moment {
        LOOKING(14) {
            @Override
            boolean isBefore(Call call) {
                return !call.mutating();
            }
        },
        /** The machine was found; its state is asked for. */
        FOUND(2) {
            @Override
            boolean isBefore(Call call) {
                return call.operation().endsWith("/status/current");
            }
        },
        /** What works on the machine is waited for. */
        WAITING(2) {
            @Override
            boolean isBefore(Call call) {
                return call.operation().startsWith("GET /nodes/{node}/tasks");
            }
        },
        /** After the last look, when only Proxmox itself can refuse. */
        WRITING(2) {
            @Override
            boolean isBefore(Call call) {
                return call.mutating();
            }
        };

        private final int most;

        Moment(int most) {
            this.most = most;
        }

        abstract boolean isBefore(Call call);
    }

    /**
     * One thing that we are asked.
     *
     * @param node of three
     * @param before what happens by hand before
     * @param during what happens by hand meanwhile
     * @param moment when: before the {@code skip + 1}st such call
     * @param salt decides the details
     */
    record Step(
            Ours ours,
            int node,
            Optional<Hand> before,
            Optional<Hand> during,
            Moment moment,
            int skip,
            Optional<Trouble> trouble,
            long salt) {}

    /** The same one for the same seed. */
    static History of(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var confined = random.nextBoolean();
        var length = random.nextInt(1, LONGEST + 1);
        var steps = Stream.iterate(step(random, confined), previous -> after(previous, step(random, confined)))
                .limit(length)
                .toList();
        return new History(seed, confined, steps);
    }

    /** What was built is what there is to be confused about, so half of all things are about the machine before. */
    private static Step after(Step previous, Step step) {
        var node = step.salt() % 2 == 0 ? previous.node() : step.node();
        var next = previous.ours() == Ours.BUILD && step.salt() % 3 == 0 ? Ours.DESTROY : step.ours();
        return new Step(
                next, node, step.before(), step.during(), step.moment(), step.skip(), step.trouble(), step.salt());
    }

    private static Step step(RandomGenerator random, boolean confined) {
        var moments = Moment.values();
        var moment = moments[random.nextInt(confined ? moments.length : moments.length - 1)];
        return new Step(
                random.nextInt(2) == 0 ? Ours.BUILD : Ours.values()[random.nextInt(Ours.values().length)],
                random.nextInt(3),
                pick(random, Hand.values(), 3),
                random.nextInt(3) == 0 ? Optional.of(Hand.RECYCLE) : pick(random, Hand.values(), 2),
                moment,
                random.nextInt(moment.most),
                pick(random, Trouble.values(), 4),
                random.nextLong());
    }

    private static <T> Optional<T> pick(RandomGenerator random, T[] values, int oneOutOf) {
        var value = values[random.nextInt(values.length)];
        return random.nextInt(oneOutOf) == 0 ? Optional.of(value) : Optional.empty();
    }

    History prefix(int length) {
        return new History(seed, confined, steps.subList(0, length));
    }

    @Override
    public String toString() {
        var text = new StringBuilder("seed " + seed + (confined ? ", our rights end at a pool" : ""));
        steps.forEach(step -> text.append("\n  ").append(step));
        return text.toString();
    }
}
