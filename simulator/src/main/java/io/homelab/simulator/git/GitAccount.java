package io.homelab.simulator.git;

import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Somebody who may use the Git server, and GitHub's API over the same repositories. */
public record GitAccount(String username, String password, boolean writes) {
    private static final int BYTES = 20;
    private static final String BASIC = "Basic ";

    /** Whom the repositories belong to: what protects a branch on GitHub is theirs to say. */
    static final String OWNER = "lab-owner";

    /** The world's accounts: made once, the same after a restart. */
    static List<GitAccount> of(Store store) {
        var kept = new Documents<>(store, "git-accounts", GitAccount.class);
        return List.of(kept(kept, "homelab", true), kept(kept, OWNER, true), kept(kept, "argocd", false));
    }

    /** Whether that is the owner's name. */
    public static boolean isOwner(String username) {
        return username.equals(OWNER);
    }

    private static GitAccount kept(Documents<GitAccount> kept, String username, boolean writes) {
        return kept.get(username).orElseGet(() -> {
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            var made = new GitAccount(username, "ghp_" + HexFormat.of().formatHex(bytes), writes);
            kept.put(username, made);
            return made;
        });
    }

    /** Who the header proves to be: basic with the password, or the password as a token. */
    public static Optional<GitAccount> proven(List<GitAccount> accounts, String authorization) {
        var scheme = authorization.substring(0, Math.max(0, authorization.indexOf(' ')));
        var rest = authorization.substring(authorization.indexOf(' ') + 1).strip();
        return accounts.stream()
                .filter(account -> switch (scheme) {
                    case "Basic" -> same(BASIC + rest, account.basic());
                    case "token", "Bearer", "bearer" -> same(rest, account.password);
                    default -> false;
                })
                .findFirst();
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private String basic() {
        return BASIC + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
