/** What may stop a promotion, and what of the lab file a promotion is told. */
@NullMarked
package io.homelab.activities.promotion;

import org.jspecify.annotations.NullMarked;
