@NullMarked
package io.homelab.cli.command;

import org.jspecify.annotations.NullMarked;
