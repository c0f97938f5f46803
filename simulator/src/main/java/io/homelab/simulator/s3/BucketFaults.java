package io.homelab.simulator.s3;

import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Reply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong with requests; keys begin with the bucket's name, as in a path without its first slash. */
public final class BucketFaults {
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final List<Damage> damages = new ArrayList<>();
    private int slow;

    /** A read that ends otherwise than it should, so many times. */
    private static final class Damage {
        private final String prefix;
        private final int keep;
        private final boolean breaksOff;
        private int times;

        Damage(String prefix, int keep, boolean breaksOff, int times) {
            this.prefix = prefix;
            this.keep = keep;
            this.breaksOff = breaksOff;
            this.times = times;
        }
    }

    /** The next requests, of whatever kind, are asked to slow down. */
    public synchronized void slowDown(int times) {
        slow = times;
    }

    /** How many are still to be asked. */
    public synchronized int slowDownsLeft() {
        return slow;
    }

    /** Nobody may read objects below a prefix. */
    public void forbid(String prefix) {
        forbidden.add(prefix);
    }

    /** The next reads of objects below a prefix break off after so many bytes of the body. */
    public synchronized void breakOff(String prefix, int bytes, int times) {
        damages.add(new Damage(prefix, bytes, true, times));
    }

    /** In the middle of each of the next reads below a prefix, somebody writes other bytes over the object. */
    public synchronized void change(String prefix, int bytes, int times) {
        damages.add(new Damage(prefix, bytes, false, times));
    }

    /** Everything goes well again. */
    public synchronized void clear() {
        slow = 0;
        forbidden.clear();
        damages.clear();
    }

    /** What is said instead of an answer; thrown before the server behind hears of the request. */
    synchronized void meet(Exchange exchange) {
        if (slow > 0) {
            slow--;
            throw S3Error.slowDown();
        }
        var key = key(exchange);
        if (reads(exchange) && forbidden.stream().anyMatch(key::startsWith)) {
            throw S3Error.denied();
        }
    }

    /** What becomes of an object on its way. */
    Reply onItsWay(Exchange exchange, Reply whole) {
        if (!exchange.method().equals("GET")
                || whole.status() >= 300
                || exchange.segments().size() < 2) {
            return whole;
        }
        return damage(key(exchange)).map(met -> damaged(met, whole)).orElse(whole);
    }

    private synchronized Optional<Damage> damage(String key) {
        for (Iterator<Damage> all = damages.iterator(); all.hasNext(); ) {
            var damage = all.next();
            if (key.startsWith(damage.prefix)) {
                damage.times--;
                if (damage.times <= 0) {
                    all.remove();
                }
                return Optional.of(damage);
            }
        }
        return Optional.empty();
    }

    private static Reply damaged(Damage damage, Reply whole) {
        if (damage.breaksOff) {
            return whole.brokenOffAfter(damage.keep);
        }
        var body = whole.body();
        for (int i = damage.keep; i < body.length; i++) {
            body[i] ^= (byte) 0xff;
        }
        return whole;
    }

    private static boolean reads(Exchange exchange) {
        return (exchange.method().equals("GET") || exchange.method().equals("HEAD"))
                && exchange.segments().size() > 1;
    }

    private static String key(Exchange exchange) {
        return exchange.path().substring(1);
    }
}
