package io.homelab.lab.rules;

import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import io.homelab.lab.secrets.SecretRef;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The secret store can be read by two keys that are really keys. */
final class RecipientsRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var recipients = view.lab().secrets().recipients();
        var findings = new ArrayList<Finding>();
        var seen = new HashSet<String>();
        for (int i = 0; i < recipients.size(); i++) {
            var path = Paths.item("secrets.recipients", i);
            if (!isKey(recipients.get(i))) {
                findings.add(Finding.error(path, "not an age recipient: its checksum is wrong"));
            } else if (!seen.add(recipients.get(i))) {
                findings.add(Finding.error(path, "the same recipient twice"));
            }
        }
        if (findings.isEmpty() && !Readiness.of(view.lab()).recipientsReady()) {
            findings.add(Finding.warning(
                            "secrets.recipients",
                            "only " + recipients.size() + " of the two recipients that the first real write needs")
                    .suggest("keep a second identity somewhere else, such as on paper"));
        }
        var identity = view.lab().secrets().identity();
        if (identity != null && identity.scheme() == SecretRef.Scheme.AGE) {
            findings.add(Finding.error("secrets.identity", "the key of the secret store cannot itself be in it")
                    .allowed("env:NAME, file:PATH, exec:COMMAND"));
        }
        return findings;
    }

    private static boolean isKey(String recipient) {
        try {
            X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
