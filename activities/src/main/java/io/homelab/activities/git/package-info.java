/** The Git repository that ArgoCD reads: releases and the commits that carry them. */
@NullMarked
package io.homelab.activities.git;

import org.jspecify.annotations.NullMarked;
