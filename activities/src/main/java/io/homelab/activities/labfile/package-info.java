/** From the lab file to the records that runs know. */
@NullMarked
package io.homelab.activities.labfile;

import org.jspecify.annotations.NullMarked;
