/** Velero of a cluster: it does nothing until its workloads run, speaks only the cluster's API, and keeps all it saves in S3. */
@NullMarked
package io.homelab.simulator.kubernetes.velero;

import org.jspecify.annotations.NullMarked;
