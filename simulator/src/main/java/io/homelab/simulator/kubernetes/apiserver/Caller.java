package io.homelab.simulator.kubernetes.apiserver;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.jspecify.annotations.Nullable;

/** Who asks: the certificate's common name, its organizations as groups. */
record Caller(String user, List<String> groups) {
    static final Caller ANONYMOUS = new Caller("system:anonymous", List.of("system:unauthenticated"));

    /** The owner of a client certificate; null when the authority did not sign it or it is not valid now. */
    static @Nullable Caller of(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            certificate.checkValidity();
        } catch (GeneralSecurityException e) {
            return null;
        }
        var name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        var groups = new ArrayList<String>();
        for (var rdn : name.getRDNs(BCStyle.O)) {
            groups.add(IETFUtils.valueToString(rdn.getFirst().getValue()));
        }
        groups.add("system:authenticated");
        var common = name.getRDNs(BCStyle.CN);
        return new Caller(
                common.length == 0
                        ? ""
                        : IETFUtils.valueToString(common[0].getFirst().getValue()),
                groups);
    }

    /** A user by name alone, in the groups that such a user is always in. */
    static Caller named(String user, List<String> more) {
        var groups = new ArrayList<>(more);
        var parts = user.split(":", -1);
        if (parts.length == 4 && user.startsWith("system:serviceaccount:")) {
            groups.add("system:serviceaccounts");
            groups.add("system:serviceaccounts:" + parts[2]);
        }
        groups.add("system:authenticated");
        return new Caller(user, groups.stream().distinct().toList());
    }

    boolean master() {
        return groups.contains("system:masters");
    }
}
