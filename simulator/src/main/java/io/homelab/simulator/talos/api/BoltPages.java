package io.homelab.simulator.talos.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first pages of an empty bbolt database, as etcd's snapshots are: clients open one to look whether it is whole, and
 * pass over what comes after the pages that it counts.
 */
final class BoltPages {
    static final int PAGE = 4096;
    /** Two metas, the free list and an empty root. */
    static final int BYTES = 4 * PAGE;

    private static final int HEADER = 16;
    private static final short META = 0x04;
    private static final short FREE_LIST = 0x10;
    private static final short LEAF = 0x02;
    private static final int META_BEFORE_CHECKSUM = 56;

    private BoltPages() {}

    static byte[] empty() {
        var pages = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = 0; id < 2; id++) {
            header(pages, id, META);
            pages.putInt(0xED0CDAED).putInt(2).putInt(PAGE).putInt(0);
            pages.putLong(3).putLong(0).putLong(2).putLong(4).putLong(id);
            pages.putLong(fnv(pages.array(), id * PAGE + HEADER));
        }
        header(pages, 2, FREE_LIST);
        header(pages, 3, LEAF);
        return pages.array();
    }

    private static void header(ByteBuffer pages, int id, short flags) {
        pages.position(id * PAGE)
                .putLong(id)
                .putShort(flags)
                .putShort((short) 0)
                .putInt(0);
    }

    private static long fnv(byte[] bytes, int from) {
        var hash = 0xcbf29ce484222325L;
        for (int i = from; i < from + META_BEFORE_CHECKSUM; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
