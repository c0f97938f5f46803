/** The command line as a person types it. */
@org.jspecify.annotations.NullMarked
package io.homelab.cli;
