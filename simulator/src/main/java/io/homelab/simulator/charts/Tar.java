package io.homelab.simulator.charts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes ustar archives of small files, without any time or owner. */
final class Tar {
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;

    private final OutputStream out;

    Tar(OutputStream out) {
        this.out = out;
    }

    void add(String name, byte[] content) throws IOException {
        var header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format(Locale.ROOT, "%011o\0", content.length));
        put(header, 136, "00000000000\0");
        put(header, CHECKSUM, "        ");
        header[156] = '0';
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (var each : header) {
            sum += each & 255;
        }
        put(header, CHECKSUM, String.format(Locale.ROOT, "%06o\0 ", sum));
        out.write(header);
        out.write(content);
        out.write(new byte[Math.floorMod(-content.length, BLOCK)]);
    }

    void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
