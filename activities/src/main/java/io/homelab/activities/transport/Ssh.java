package io.homelab.activities.transport;

import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * One connection to a host by SSH: our key and no other way in, the host's key and no other. Nothing of this machine's
 * {@code ~/.ssh} and no agent is used.
 */
public final class Ssh implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(8);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Account account;
    private final Gate gate;
    private final SshClient client;
    private final ClientSession session;

    private Ssh(Account account, Gate gate, SshClient client, ClientSession session) {
        this.account = account;
        this.gate = gate;
        this.client = client;
        this.session = session;
    }

    /**
     * Who we are where.
     *
     * @param hostKey the only key that the host may prove itself with, as {@code ssh-ed25519 AAAA…}
     */
    public record Account(String host, int port, String user, String hostKey) {
        String where() {
            return "ssh " + user + "@" + host + ":" + port;
        }
    }

    /** How a command ended, and what it said. */
    public record Ended(int code, String out, String err) {}

    static Ssh connect(Account account, Secret key, Gate gate) {
        var hostKey = HostKey.of(account.hostKey(), account.where());
        var identity = identity(key, account.where());
        var passage = gate.leave(Gate.Call.now("ssh", "connect", false));
        var client = client(hostKey);
        gate.opened((java.io.Closeable) client::stop);
        client.start();
        try {
            var session = client.connect(account.user(), account.host(), account.port())
                    .verify(STEP)
                    .getSession();
            session.addPublicKeyIdentity(identity);
            session.auth().verify(STEP);
            passage.back();
            return new Ssh(account, gate, client, session);
        } catch (IOException e) {
            client.stop();
            throw SshFailure.of(e, hostKey, account);
        } catch (RuntimeException e) {
            client.stop();
            throw e;
        }
    }

    private static SshClient client(HostKey hostKey) {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(hostKey);
        client.setSignatureFactories(hostKey.signatures(ClientBuilder.setUpDefaultSignatureFactories(false)));
        var keys = new UserAuthPublicKeyFactory(ClientBuilder.setUpDefaultSignatureFactories(false));
        client.setUserAuthFactories(List.of(keys));
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setAgentFactory(null);
        // A host that has gone without a word is noticed within 20 s, whatever waits for it.
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(5));
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
        return client;
    }

    private static KeyPair identity(Secret key, String where) {
        try (var stream = new ByteArrayInputStream(key.bytes())) {
            var pairs = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("key"), stream, null);
            if (pairs != null && pairs.iterator().hasNext()) {
                return pairs.iterator().next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw noKey(where); // without a cause: parsers quote what they cannot read
        }
        throw noKey(where);
    }

    private static Problem noKey(String where) {
        return new Problem(
                FailureClass.AUTH,
                "the secret is no private key without a passphrase",
                where,
                "ssh-keygen -t ed25519 -N '' -f key makes one; homelab secrets put keeps it");
    }

    /**
     * Runs a command to its end. TRANSIENT when it takes longer than {@code limit} or the line breaks; BUG when it says more
     * than {@code most} bytes.
     *
     * @param meanwhile called each second while it runs
     */
    public Ended run(String command, int most, Duration limit, Runnable meanwhile) {
        var passage = gate.leave(Gate.Call.now("ssh", command, false));
        var where = account.where() + " " + command;
        var out = new CappedBytes(most);
        var err = new CappedBytes(most);
        try (var channel = session.createExecChannel(command)) {
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(STEP);
            for (var left = limit;
                    !channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), BETWEEN)
                            .contains(ClientChannelEvent.CLOSED);
                    left = left.minus(BETWEEN)) {
                if (!left.isPositive()) {
                    throw new Problem(
                            FailureClass.TRANSIENT,
                            "it has not come to an end within " + limit.toSeconds() + " s",
                            where,
                            null);
                }
                meanwhile.run();
            }
            if (out.overflowed() || err.overflowed()) {
                throw new Problem(FailureClass.BUG, "it said more than " + most + " bytes", where, null);
            }
            var code = channel.getExitStatus();
            if (code == null) {
                throw new Unreachable("the line broke before it came to an end", where, null);
            }
            passage.back();
            return new Ended(code, out.text(), err.text());
        } catch (IOException e) {
            throw new Unreachable("the line broke (" + e.getMessage() + ")", where, e);
        }
    }

    ClientSession session() {
        return session;
    }

    String where() {
        return account.where();
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
    }
}
