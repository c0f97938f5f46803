package io.homelab.simulator.talos.api;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Who calls: the certificate's organizations are the roles. */
record Caller(String name, List<String> roles) {
    private static final Caller ANONYMOUS = new Caller("anonymous", List.of());

    static Caller of(Attributes transport) {
        var session = transport.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        try {
            return session == null ? ANONYMOUS : of((X509Certificate) session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            // Maintenance mode asks nobody for a certificate.
            return ANONYMOUS;
        }
    }

    private static Caller of(X509Certificate certificate) {
        var name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        var roles = Arrays.stream(name.getRDNs(BCStyle.O))
                .map(rdn -> IETFUtils.valueToString(rdn.getFirst().getValue()))
                .toList();
        return new Caller(certificate.getSubjectX500Principal().getName(), roles);
    }
}
