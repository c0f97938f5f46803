/** YAML with locations, and JSON Schema checks whose findings a person can act on. */
@NullMarked
package io.homelab.lab.schema;

import org.jspecify.annotations.NullMarked;
