package io.homelab.worker.chaos;

/**
 * Whether an incarnation's threads may go on. Nothing passes while it is stopped, nothing ever passes once it is dead: an
 * interrupt is no way out, since a dead process would not hear it either.
 */
final class Life {
    private enum State {
        ALIVE,
        STOPPED,
        DEAD,
        GONE
    }

    private State state = State.ALIVE;

    /** Returns at once, later, or never. */
    synchronized void pass() {
        while (state == State.STOPPED || state == State.DEAD) {
            try {
                wait();
            } catch (InterruptedException e) {
                continue; // the SDK interrupts what it shuts down; the dead do not answer
            }
        }
        if (state == State.GONE) {
            throw new Dead();
        }
    }

    /** Stops a living one; whether it was alive. */
    synchronized boolean stop() {
        var alive = state == State.ALIVE;
        if (alive) {
            state = State.STOPPED;
        }
        return alive;
    }

    synchronized boolean isAlive() {
        return state == State.ALIVE;
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
