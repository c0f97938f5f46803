/** What a verification of backups has seen, as a page that needs nothing else. */
@NullMarked
package io.homelab.cli.report;

import org.jspecify.annotations.NullMarked;
