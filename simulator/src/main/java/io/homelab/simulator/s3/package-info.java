/** What S3 servers promise of their buckets, in front of a server that promises nothing; and what goes wrong with reads. */
@NullMarked
package io.homelab.simulator.s3;

import org.jspecify.annotations.NullMarked;
