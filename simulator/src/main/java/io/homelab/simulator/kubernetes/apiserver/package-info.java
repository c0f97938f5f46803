/**
 * A Kubernetes API server that knows kinds only as data: storage, registry, patches, discovery and HTTP.
 *
 * <p>Commands are executed in containers ({@code …/pods/NAME/exec}) over WebSockets alone, with the subprotocols
 * {@code v5.channel.k8s.io} and {@code v4.channel.k8s.io}. SPDY is not served: kubectl asks for it only after a WebSocket was
 * refused, and is then told the same reason, or that there is no SPDY. {@code attach} and {@code portforward} are refused,
 * since nothing runs in containers until somebody executes it there.
 */
@NullMarked
package io.homelab.simulator.kubernetes.apiserver;

import org.jspecify.annotations.NullMarked;
