@NullMarked
package io.homelab.lab.schema;

import org.jspecify.annotations.NullMarked;
