package io.homelab.worker.chaos;

import java.util.concurrent.ForkJoinPool;

/**
 * Whether an incarnation's threads may go on. Nothing passes while it is stopped, nothing ever passes once it is dead: an
 * interrupt is no way out, since a dead process would not hear it either.
 */
final class Life implements ForkJoinPool.ManagedBlocker {
    private enum State {
        ALIVE,
        STOPPED,
        DEAD,
        GONE
    }

    private State state = State.ALIVE;

    /**
     * Returns at once, later, or never. Answers may come on a thread of the common pool, which the living share: the pool
     * makes up for one that waits here.
     */
    void pass() {
        while (!isReleasable()) {
            try {
                ForkJoinPool.managedBlock(this);
            } catch (InterruptedException e) {
                continue; // the SDK interrupts what it shuts down; the dead do not answer
            }
        }
        if (isGone()) {
            throw new Dead();
        }
    }

    @Override
    public synchronized boolean isReleasable() {
        return state == State.ALIVE || state == State.GONE;
    }

    @Override
    public synchronized boolean block() throws InterruptedException {
        while (state == State.STOPPED || state == State.DEAD) {
            wait();
        }
        return true;
    }

    synchronized boolean isAlive() {
        return state == State.ALIVE;
    }

    private synchronized boolean isGone() {
        return state == State.GONE;
    }

    /** Stops a living one; whether it was alive. */
    synchronized boolean stop() {
        var alive = state == State.ALIVE;
        if (alive) {
            state = State.STOPPED;
        }
        return alive;
    }

    /** Lets a stopped one go on. */
    synchronized void goOn() {
        if (state == State.STOPPED) {
            state = State.ALIVE;
            notifyAll();
        }
    }

    /** Ends a living or stopped one; whether it was the end. */
    synchronized boolean end() {
        var first = state == State.ALIVE || state == State.STOPPED;
        if (first) {
            state = State.DEAD;
            notifyAll();
        }
        return first;
    }

    /** Lets the threads unwind. */
    synchronized void release() {
        state = State.GONE;
        notifyAll();
    }
}
