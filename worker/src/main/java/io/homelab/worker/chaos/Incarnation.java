package io.homelab.worker.chaos;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.homelab.activities.transport.Gate;
import io.homelab.worker.WorkerApplication;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import java.io.Closeable;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** One worker from its start to its death: the product's own wiring, with a gate that can kill it. */
final class Incarnation implements Gate {
    private static final Logger log = LoggerFactory.getLogger(Incarnation.class);

    private final int number;
    private final HostedWorld world;
    private final Life life = new Life();
    private final Connections connections = new Connections();
    private final AtomicInteger busy = new AtomicInteger();
    private Optional<ConfigurableApplicationContext> context = Optional.empty();

    Incarnation(int number, HostedWorld world) {
        this.number = number;
        this.world = world;
    }

    int number() {
        return number;
    }

    /** How many attempts it is making. */
    int busy() {
        return busy.get();
    }

    /** Starts polling with an empty cache. */
    void start() {
        var started = new SpringApplicationBuilder(WorkerApplication.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .initializers(fresh -> {
                    var beans = (GenericApplicationContext) fresh;
                    beans.registerBean(Gate.class, () -> this);
                    beans.registerBean(WorkerInterceptor.class, Attempts::new);
                })
                .run(world.arguments());
        synchronized (this) {
            context = Optional.of(started);
        }
    }

    @Override
    public Passage leave(Call call) {
        life.pass();
        var point = Point.of(call);
        if (point.isEmpty() || !Attempt.CURRENT.isBound()) {
            return life::pass;
        }
        var attempt = Attempt.CURRENT.get();
        meetDoom(attempt);
        world.traps().see(point.get());
        if (springs(point.get(), Trap.Position.BEFORE)) {
            world.kill(this, new Trap(point.get(), Trap.Position.BEFORE));
        } else if (springs(point.get(), Trap.Position.LATE)) {
            world.stop(this, attempt, new Trap(point.get(), Trap.Position.LATE));
        }
        life.pass();
        return () -> back(point.get(), attempt);
    }

    private void back(Point point, Attempt attempt) {
        life.pass();
        if (springs(point, Trap.Position.BETWEEN)) {
            world.kill(this, new Trap(point, Trap.Position.BETWEEN));
            life.pass();
        } else if (springs(point, Trap.Position.AFTER)) {
            attempt.doom().set(Optional.of(new Trap(point, Trap.Position.AFTER)));
        }
    }

    private boolean springs(Point point, Trap.Position position) {
        return world.isCurrent(this) && world.traps().spring(point, position);
    }

    /** The answer was read: this is the last instant before anybody hears of it. */
    private void meetDoom(Attempt attempt) {
        attempt.doom().get().ifPresent(trap -> {
            world.kill(this, trap);
            life.pass();
        });
    }

    @Override
    public void opened(Closeable connection) {
        connections.add(connection);
    }

    @Override
    public void opened(ManagedChannel channel) {
        connections.add(channel);
    }

    Life life() {
        return life;
    }

    /** Takes no more tasks, as a stopped process does not. */
    void suspend() {
        beans().ifPresent(beans -> beans.getBean(WorkerFactory.class).suspendPolling());
    }

    /** What is left to do when its life has ended: no completion, no heartbeat, no call leaves any more. */
    void bury() {
        var last = takeBeans();
        last.ifPresent(beans -> beans.getBean(WorkflowServiceStubs.class).shutdownNow());
        connections.cut();
        try {
            last.ifPresent(beans -> beans.getBean(WorkerFactory.class).shutdownNow());
        } catch (StatusRuntimeException e) {
            log.debug("the SDK says farewell to a server that it cannot reach any more", e);
        }
    }

    private synchronized Optional<ConfigurableApplicationContext> takeBeans() {
        var last = context;
        context = Optional.empty();
        return last;
    }

    private synchronized Optional<ConfigurableApplicationContext> beans() {
        return context;
    }

    /** Around everything else that an activity passes: what it returns or throws leaves only a living incarnation. */
    private final class Attempts extends WorkerInterceptorBase {
        @Override
        public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
            return new ActivityInboundCallsInterceptorBase(next) {
                private Optional<ActivityInfo> info = Optional.empty();

                @Override
                public void init(ActivityExecutionContext context) {
                    info = Optional.of(context.getInfo());
                    super.init(context);
                }

                @Override
                public ActivityOutput execute(ActivityInput input) {
                    life.pass();
                    var attempt = Attempt.of(info.orElseThrow());
                    busy.incrementAndGet();
                    try {
                        return ScopedValue.where(Attempt.CURRENT, attempt).call(() -> super.execute(input));
                    } finally {
                        life.pass();
                        meetDoom(attempt);
                        busy.decrementAndGet();
                        world.ended(attempt);
                    }
                }
            };
        }
    }
}
