/** What is in Git, and what ArgoCD makes of it: ports and records that several capabilities share. */
@NullMarked
package io.homelab.workflows.gitops;

import org.jspecify.annotations.NullMarked;
