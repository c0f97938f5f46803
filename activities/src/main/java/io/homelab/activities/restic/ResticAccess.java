package io.homelab.activities.restic;

import io.homelab.activities.restic.Repositories.Open;
import io.homelab.lab.definition.RepositoryLocation.Kind;
import io.homelab.lab.definition.ServerLogin;
import io.homelab.lab.definition.SshKeys;
import io.homelab.lab.secrets.Redaction;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretRef;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one run of restic needs to open a repository: options, and secrets in its environment, where no other user sees them. */
final class ResticAccess implements AutoCloseable {
    private final Open open;
    private final List<Secret> secrets = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> options = new ArrayList<>();
    private @Nullable SshCommand ssh;

    private ResticAccess(Open open) {
        this.open = open;
    }

    /** The caller closes it when restic has ended. */
    static ResticAccess of(Open open) {
        var access = new ResticAccess(open);
        try {
            access.all();
            return access;
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
    }

    private void all() {
        var set = open.set();
        environment.put("RESTIC_PASSWORD", secret(set.password()));
        if (set.ca() != null) {
            options.addAll(List.of("--cacert", open.lab().file(set.ca()).toString()));
        }
        switch (set.repository().kind()) {
            case Kind.Bucket _ -> {
                environment.put("AWS_ACCESS_KEY_ID", secret(Objects.requireNonNull(set.accessKey())));
                environment.put("AWS_SECRET_ACCESS_KEY", secret(Objects.requireNonNull(set.secretKey())));
                environment.put("AWS_DEFAULT_REGION", set.region());
                repository();
            }
            case Kind.Rest rest when set.login() != null -> login(rest.root(), set.login());
            case Kind.Sftp host -> ssh(host, Objects.requireNonNull(set.ssh()));
            case Kind.Rest _, Kind.Directory _ -> repository();
        }
    }

    private void repository() {
        options.addAll(List.of("--repo", open.set().repository().text()));
    }

    /** Before 0.16.1 restic takes them from the URL alone. */
    private void login(URI root, ServerLogin login) {
        var userInfo = encoded(login.user()) + ":" + encoded(secret(login.password()));
        environment.put(
                "RESTIC_REPOSITORY",
                "rest:" + root.getScheme() + "://" + userInfo + "@" + root.getAuthority() + root.getPath() + "/");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void ssh(Kind.Sftp host, SshKeys keys) {
        repository();
        try (var key = open.lab().secrets().resolve(keys.key())) {
            ssh = SshCommand.of(host, keys.hostKey(), key);
        }
        options.addAll(List.of("--option", "sftp.command=" + ssh.text()));
    }

    private String secret(SecretRef reference) {
        var secret = open.lab().secrets().resolve(reference);
        secrets.add(secret);
        return secret.text();
    }

    List<String> options() {
        return options;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** A text that restic has said, without these secrets. */
    String redacted(String text) {
        return new Redaction(secrets).of(text);
    }

    @Override
    public void close() {
        secrets.forEach(Secret::close);
        if (ssh != null) {
            ssh.close();
        }
    }
}
