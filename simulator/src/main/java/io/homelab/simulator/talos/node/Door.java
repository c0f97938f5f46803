package io.homelab.simulator.talos.node;

import io.homelab.simulator.talos.pki.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** The machine API's listening socket. */
public interface Door {
    /** Takes no new calls and lets those under way finish. */
    void close();

    /** Closes every connection through it, at once. */
    void cut();

    /** Opens doors. */
    interface Factory {
        /**
         * @param clients the authority of clients; null in maintenance mode, where nobody shows a certificate
         */
        Door open(TalosNode node, InetAddress address, Identity server, @Nullable X509Certificate clients)
                throws IOException;
    }
}
