/** The one exit to the world. */
@org.jspecify.annotations.NullMarked
package io.homelab.activities.transport;
