@NullMarked
package io.homelab.cli.report;

import org.jspecify.annotations.NullMarked;
