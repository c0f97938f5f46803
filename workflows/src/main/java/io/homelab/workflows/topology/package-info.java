/** What is to be built, as runs know it: small records that an activity made of the lab file. */
@NullMarked
package io.homelab.workflows.topology;

import org.jspecify.annotations.NullMarked;
