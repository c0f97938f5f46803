/** Tables, JSON and YAML on standard output; talk on standard error. */
@NullMarked
package io.homelab.cli.output;

import org.jspecify.annotations.NullMarked;
