package io.homelab.simulator.kubernetes.velero.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A tarball of small files whose names may be long: GNU's way in writing, that and PAX in reading. */
public final class Archive {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX = 155;

    private Archive() {}

    /** Packs and zips. */
    public static byte[] pack(Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        new TreeMap<>(files).forEach((name, content) -> {
            var bytes = name.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > NAME) {
                entry(out, "././@LongLink", 'L', Arrays.copyOf(bytes, bytes.length + 1));
            }
            entry(out, name.substring(0, Math.min(name.length(), NAME)), '0', content);
        });
        out.writeBytes(new byte[2 * BLOCK]);
        return Gzip.zip(out.toByteArray());
    }

    private static void entry(ByteArrayOutputStream out, String name, char type, byte[] content) {
        var header = new byte[BLOCK];
        put(header, 0, name);
        put(header, NAME, "0000755\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, SIZE_AT, String.format(Locale.ROOT, "%011o\0", content.length));
        put(header, 136, "00000000000\0");
        put(header, CHECKSUM_AT, "        ");
        header[TYPE_AT] = (byte) type;
        put(header, MAGIC_AT, "ustar  \0");
        int sum = 0;
        for (var each : header) {
            sum += each & 255;
        }
        put(header, CHECKSUM_AT, String.format(Locale.ROOT, "%06o\0 ", sum));
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[Math.floorMod(-content.length, BLOCK)]);
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, Math.min(bytes.length, at == 0 ? NAME : bytes.length));
    }

    /** The regular files of a zipped tarball. */
    public static Map<String, byte[]> unpack(byte[] zipped) throws IOException {
        var tar = Gzip.unzip(zipped);
        var files = new TreeMap<String, byte[]>();
        var longName = "";
        for (int at = 0; at + BLOCK <= tar.length && tar[at] != 0; ) {
            var size = Integer.parseInt(text(tar, at + SIZE_AT, 12).strip(), 8);
            var begin = at + BLOCK;
            if (size < 0 || begin + size > tar.length) {
                throw new IOException("unexpected EOF");
            }
            var content = Arrays.copyOfRange(tar, begin, begin + size);
            switch (tar[at + TYPE_AT]) {
                case 'L' -> longName = text(content, 0, content.length);
                case 'x' -> longName = pax(new String(content, StandardCharsets.UTF_8), longName);
                case '0', 0 -> {
                    files.put(longName.isEmpty() ? name(tar, at) : longName, content);
                    longName = "";
                }
                default -> longName = "";
            }
            at = begin + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return files;
    }

    private static String name(byte[] tar, int at) {
        var name = text(tar, at, NAME);
        var posix = text(tar, at + MAGIC_AT, 6).equals("ustar");
        var prefix = posix ? text(tar, at + PREFIX_AT, PREFIX) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String pax(String records, String otherwise) {
        return records.lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(record -> record.startsWith("path="))
                .map(record -> record.substring("path=".length()))
                .findFirst()
                .orElse(otherwise);
    }

    private static String text(byte[] bytes, int at, int most) {
        int end = at;
        while (end < at + most && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }
}
