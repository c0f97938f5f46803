package io.homelab.activities.transport;

/**
 * What every call passes on its way out and back. Chaos tests die here; in a real lab it is open.
 */
public interface Gate {
    Gate OPEN = new Gate() {
        @Override
        public void before(Call call) {
            // open
        }

        @Override
        public void after(Call call) {
            // open
        }
    };

    /** The call is about to leave. */
    void before(Call call);

    /** The answer is here, and nobody has seen it yet. */
    void after(Call call);

    /**
     * A call to a system.
     *
     * @param operation with placeholders, such as {@code POST /nodes/{node}/qemu}
     */
    record Call(String system, String operation, boolean mutating) {}
}
