/** Workers that die at chosen calls and come back, for rehearsals of chaos; refused unless the lab is simulated. */
@NullMarked
package io.homelab.worker.chaos;

import org.jspecify.annotations.NullMarked;
