package io.homelab.simulator.zfs;

import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.LoopbackLan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;

/** The SSH server of the first node: one user, who comes in with one key and runs commands that change nothing. */
public final class SshFace implements AutoCloseable {
    private static final String USER = "homelab";
    private static final int PORT = 8022;

    private final DiskWorld world;
    private final SshServer server;
    private final KeyPair host;
    private final KeyPair client;

    private SshFace(DiskWorld world, Pools pools) throws IOException {
        this.world = world;
        var keys = new Documents<>(world.store(), "ssh-keys", String.class);
        host = key(keys, "host");
        client = key(keys, "client");
        world.store().commit();
        server = SshServer.setUpDefaultServer();
        server.setHost(world.lan().host(LoopbackLan.HYPERVISOR).getHostAddress());
        server.setPort(PORT);
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, client.getPublic()));
        server.setShellFactory(null);
        var shell = new HostShell(pools);
        server.setCommandFactory((channel, command) -> new HostCommand(command, world.faults(), () -> {
            var answer = shell.run(command);
            world.calls()
                    .record(new CallLog.Draft("ssh", command, "host", false, false, USER, answer.code(), Map.of()));
            return answer;
        }));
        server.start();
    }

    /** Listens on the address of the first node. */
    public static SshFace open(DiskWorld world, Pools pools) throws IOException {
        return new SshFace(world, pools);
    }

    private static KeyPair key(Documents<String> keys, String name) throws IOException {
        try {
            var known = keys.get(name);
            if (known.isEmpty()) {
                var made = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
                keys.put(name, pem(made));
                return made;
            }
            var stream = new ByteArrayInputStream(known.get().getBytes(StandardCharsets.US_ASCII));
            return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(name), stream, null)
                    .iterator()
                    .next();
        } catch (GeneralSecurityException e) {
            throw new IOException("the " + name + " key", e);
        }
    }

    private static String pem(KeyPair pair) throws IOException, GeneralSecurityException {
        var out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "simulated", null, out);
        return out.toString(StandardCharsets.US_ASCII);
    }

    /** How a client gets in. */
    public Info info() {
        try {
            return new Info(
                    world.lan().host(LoopbackLan.HYPERVISOR).getHostAddress(),
                    PORT,
                    USER,
                    PublicKeyEntry.toString(host.getPublic()),
                    pem(client));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param hostKey as {@code ssh-ed25519 AAAA…}
     * @param key the private key of the user, in OpenSSH's format
     */
    public record Info(String host, int port, String user, String hostKey, String key) {
        @Override
        public String toString() {
            return user + "@" + host + ":" + port;
        }
    }
}
