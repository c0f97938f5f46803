/** References to secrets, and the store of age files behind them. */
@NullMarked
package io.homelab.lab.secrets;

import org.jspecify.annotations.NullMarked;
