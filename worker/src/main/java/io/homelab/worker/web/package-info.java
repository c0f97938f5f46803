/** What this process takes over HTTP: answers of phones, alerts of Alertmanager. Off unless the lab file wants it. */
@NullMarked
package io.homelab.worker.web;

import org.jspecify.annotations.NullMarked;
