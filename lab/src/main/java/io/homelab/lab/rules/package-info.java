/** What one field alone cannot say: one small class per rule. */
@NullMarked
package io.homelab.lab.rules;

import org.jspecify.annotations.NullMarked;
