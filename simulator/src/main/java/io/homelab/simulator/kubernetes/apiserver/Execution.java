package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.kubernetes.containers.Container;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that is to be executed in a container, with what the client wants to see of it.
 *
 * @param protocol the WebSocket subprotocol, one of {@link Executions#PROTOCOLS}
 * @param command the program and its arguments; at least one word
 * @param trouble why the kubelet will not start it, in its words; null when it will
 */
record Execution(
        String protocol,
        List<String> command,
        boolean stdin,
        boolean stdout,
        boolean stderr,
        boolean tty,
        Container container,
        @Nullable String trouble) {}
