package io.homelab.simulator.proxmox;

import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.world.WorldClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens, tickets and their CSRF tokens. */
final class Login {
    private static final Pattern TOKEN =
            Pattern.compile("PVEAPIToken=(?<user>[^!\\s]+)!(?<name>[A-Za-z][\\w.-]+)[=:](?<secret>\\S+)");
    private static final Pattern TICKET = Pattern.compile("PVE:(?<user>[^:]+):(?<time>[0-9A-F]{8})::(?<sign>.+)");
    private static final Pattern COOKIE = Pattern.compile("(?:^|;\\s*)PVEAuthCookie=([^;]+)");
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final Access access;
    private final WorldClock clock;

    Login(Access access, WorldClock clock) {
        this.access = access;
        this.clock = clock;
    }

    /** Who calls; empty with no or wrong credentials. */
    Optional<Caller> caller(Exchange exchange) {
        var authorization = exchange.header("Authorization");
        if (authorization.isPresent()) {
            return byToken(authorization.get());
        }
        var cookie = exchange.header("Cookie").map(COOKIE::matcher).filter(java.util.regex.Matcher::find);
        if (cookie.isEmpty()) {
            return Optional.empty();
        }
        var ticket = java.net.URLDecoder.decode(cookie.get().group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        return byTicket(ticket).filter(caller -> isRead(exchange) || hasCsrf(exchange, caller));
    }

    private static boolean isRead(Exchange exchange) {
        return Set.of("GET", "HEAD").contains(exchange.method());
    }

    private boolean hasCsrf(Exchange exchange, Caller caller) {
        return exchange.header("CSRFPreventionToken")
                .filter(token -> token.length() > 9 && token.equals(csrf(caller.user(), token.substring(0, 8))))
                .isPresent();
    }

    private Optional<Caller> byToken(String header) {
        var match = TOKEN.matcher(header.trim());
        if (!match.matches()) {
            return Optional.empty();
        }
        var user = match.group("user");
        var name = match.group("name");
        var document = access.document();
        var token = document.tokens().get(user + "!" + name);
        var owner = document.users().get(user);
        var expired = token != null
                && token.expire() > 0
                && token.expire() < clock.now().getEpochSecond();
        return token == null
                        || owner == null
                        || !owner.enable()
                        || expired
                        || !token.secret().equals(match.group("secret"))
                ? Optional.empty()
                : Optional.of(new Caller(user, Optional.of(name)));
    }

    private Optional<Caller> byTicket(String ticket) {
        var match = TICKET.matcher(ticket);
        if (!match.matches()) {
            return Optional.empty();
        }
        var user = match.group("user");
        var issued = Long.parseLong(match.group("time"), 16);
        var age = clock.now().getEpochSecond() - issued;
        var fresh = age > -300 && age < LIFETIME.toSeconds();
        return fresh && ticket.equals(ticket(user, match.group("time")))
                ? Optional.of(new Caller(user, Optional.empty()))
                : Optional.empty();
    }

    /** A password, or an old ticket in its place. */
    boolean accepts(String user, String password) {
        var known = access.document().users().get(user);
        return known != null
                && known.enable()
                && (password.equals(known.password())
                        || byTicket(password)
                                .filter(caller -> caller.user().equals(user))
                                .isPresent());
    }

    String ticket(String user) {
        return ticket(user, now());
    }

    String csrf(String user) {
        return csrf(user, now());
    }

    private String now() {
        return "%08X".formatted(clock.now().getEpochSecond());
    }

    private String ticket(String user, String time) {
        return "PVE:" + user + ":" + time + "::" + sign("ticket:" + user + ":" + time);
    }

    private String csrf(String user, String time) {
        return time + ":" + sign("csrf:" + user + ":" + time);
    }

    private String sign(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(access.document().ticketKey().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
