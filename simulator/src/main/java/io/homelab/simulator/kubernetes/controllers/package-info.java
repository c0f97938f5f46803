/** What keeps a cluster as it should be: nodes, workloads, namespaces and garbage; each speaks only the API. */
@NullMarked
package io.homelab.simulator.kubernetes.controllers;

import org.jspecify.annotations.NullMarked;
