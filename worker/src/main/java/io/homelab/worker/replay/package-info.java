/** Whether this code can go on with the runs that another version of it began. */
@NullMarked
package io.homelab.worker.replay;

import org.jspecify.annotations.NullMarked;
