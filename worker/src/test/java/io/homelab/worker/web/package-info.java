/** What the worker takes over HTTP. */
@NullMarked
package io.homelab.worker.web;

import org.jspecify.annotations.NullMarked;
