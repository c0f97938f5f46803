/** What a lab file says, as immutable records; defaults come from lab.schema.json, meaning is checked in rules. */
@NullMarked
package io.homelab.lab.definition;

import org.jspecify.annotations.NullMarked;
