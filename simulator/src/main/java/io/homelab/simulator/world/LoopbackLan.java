package io.homelab.simulator.world;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A /24 inside 127.64.0.0–127.127.255.0. The range is taken by binding port 8006 of its host 2, so that labs of several
 * processes on one machine never meet.
 */
public final class LoopbackLan implements Lan {
    /** The hypervisor's host number and port, which the range is claimed by. */
    public static final int HYPERVISOR = 2;

    public static final int HYPERVISOR_PORT = 8006;
    private static final int POOL_FIRST = 100;
    private static final int POOL_SIZE = 100;
    private static final int TRIES = 500;

    private final Documents<String> remembered;
    private final Documents<String> leases;
    private final Range range;
    private final Map<InetAddress, String> holders = new HashMap<>();
    private boolean dhcp;

    LoopbackLan(Store store, boolean dhcp) throws IOException {
        remembered = new Documents<>(store, "lan", String.class);
        leases = new Documents<>(store, "leases", String.class);
        var before = remembered.get("prefix");
        range = before.isPresent() ? Range.reclaim(before.get()) : Range.free();
        remembered.put("prefix", range.prefix);
        this.dhcp = remembered.get("dhcp").map(Boolean::parseBoolean).orElse(dhcp);
    }

    @Override
    public String cidr() {
        return range.prefix + ".0/24";
    }

    @Override
    public InetAddress host(int number) {
        return range.host(number);
    }

    @Override
    public boolean contains(InetAddress address) {
        return address.getHostAddress().startsWith(range.prefix + ".");
    }

    /** The socket that holds the range: already listening on the hypervisor's address. Closing it is the LAN's job. */
    public ServerSocketChannel hypervisorSocket() {
        return range.socket;
    }

    @Override
    public synchronized boolean claim(InetAddress address, String mac) {
        var card = card(mac);
        var holder = holders.putIfAbsent(address, card);
        return holder == null || holder.equals(card);
    }

    @Override
    public synchronized void release(InetAddress address, String mac) {
        holders.remove(address, card(mac));
    }

    @Override
    public synchronized Optional<String> holder(InetAddress address) {
        return Optional.ofNullable(holders.get(address));
    }

    @Override
    public synchronized Optional<InetAddress> lease(String mac) {
        if (!dhcp) {
            return Optional.empty();
        }
        var known = leases.get(card(mac));
        if (known.isPresent()) {
            return known.map(number -> host(Integer.parseInt(number)));
        }
        return give(card(mac), Math.floorMod(card(mac).hashCode(), POOL_SIZE));
    }

    /** Forgets a card's lease and gives it another address. */
    public synchronized Optional<InetAddress> moveLease(String mac) {
        var before = leases.get(card(mac)).map(Integer::parseInt).orElse(POOL_FIRST);
        return give(card(mac), before - POOL_FIRST + 1);
    }

    /** Hardware addresses are written in either case. */
    private static String card(String mac) {
        return mac.toLowerCase(Locale.ROOT);
    }

    private Optional<InetAddress> give(String mac, int start) {
        var taken = leases.all();
        for (int i = 0; i < POOL_SIZE; i++) {
            var number = POOL_FIRST + Math.floorMod(start + i, POOL_SIZE);
            // A server that pings before it offers: an address in use by another card is not given away.
            @Nullable String holder = holders.get(host(number));
            if (!taken.contains(Integer.toString(number)) && (holder == null || holder.equals(mac))) {
                leases.put(mac, Integer.toString(number));
                return Optional.of(host(number));
            }
        }
        return Optional.empty();
    }

    /** Switches the DHCP server on or off. */
    public synchronized void dhcp(boolean on) {
        dhcp = on;
        remembered.put("dhcp", Boolean.toString(on));
    }

    void close() throws IOException {
        range.socket.close();
    }

    private record Range(String prefix, ServerSocketChannel socket) {
        static Range free() throws IOException {
            for (int i = 0; i < TRIES; i++) {
                var random = ThreadLocalRandom.current();
                var prefix = "127." + random.nextInt(64, 128) + "." + random.nextInt(256);
                var socket = bind(prefix);
                if (socket.isPresent()) {
                    return new Range(prefix, socket.get());
                }
            }
            throw new IOException("no free loopback range after " + TRIES + " tries");
        }

        static Range reclaim(String prefix) throws IOException {
            var socket = bind(prefix)
                    .orElseThrow(
                            () -> new IOException("the lab's range " + prefix + ".0/24 is held by another process"));
            return new Range(prefix, socket);
        }

        private static Optional<ServerSocketChannel> bind(String prefix) throws IOException {
            var socket = ServerSocketChannel.open();
            try {
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                socket.bind(new InetSocketAddress(address(prefix, HYPERVISOR), HYPERVISOR_PORT), 256);
                return Optional.of(socket);
            } catch (java.net.BindException taken) {
                socket.close();
                return Optional.empty();
            }
        }

        InetAddress host(int number) {
            return address(prefix, number);
        }

        private static InetAddress address(String prefix, int number) {
            return InetAddress.ofLiteral(prefix + "." + number);
        }
    }
}
