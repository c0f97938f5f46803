/** A Kubernetes API server that knows kinds only as data: storage, registry, patches, discovery and HTTP. */
@NullMarked
package io.homelab.simulator.kubernetes.apiserver;

import org.jspecify.annotations.NullMarked;
