/** One-time tokens that carry a person's answer from where nobody is logged in. */
@NullMarked
package io.homelab.activities.approval;

import org.jspecify.annotations.NullMarked;
