package io.homelab.simulator.proxmox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** pveproxy's reading of {@code multipart/form-data}: fields first, then the file, whose part is named filename. */
final class MultipartUpload {
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"?([^\";]+)\"?");
    private static final Pattern FILE = Pattern.compile("(?i)[;\\s]filename=\"?([^\"]+?)\"?\\s*$");
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?([^\";]+)\"?");

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] chunk = new byte[1 << 16];
    private int at;
    private int end;
    private final Map<String, String> fields = new HashMap<>();
    private Optional<String> fileName = Optional.empty();

    MultipartUpload(InputStream in, String contentType) {
        var boundary = BOUNDARY.matcher(contentType);
        if (!contentType.toLowerCase(java.util.Locale.ROOT).startsWith("multipart/form-data") || !boundary.find()) {
            throw new ApiFailure(501, "upload needs 'multipart/form-data'", Map.of());
        }
        this.in = in;
        delimiter = ("\r\n--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads everything; the file's bytes go to that path. */
    void read(Path file) throws IOException {
        // The first delimiter has no line before it.
        for (int i = 2; i < delimiter.length; i++) {
            next();
        }
        while (line().isEmpty()) {
            var disposition = "";
            for (var header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "Content-Disposition:", 0, 20)) {
                    disposition = header;
                }
            }
            part(disposition, file);
        }
    }

    private void part(String disposition, Path file) throws IOException {
        var name = NAME.matcher(disposition);
        var part = name.find() ? name.group(1) : "";
        var attached = FILE.matcher(disposition);
        if (attached.find()) {
            if (!part.equals("filename")) {
                throw ApiFailure.invalid("filename", "the file's part must be named 'filename'");
            }
            if (!fields.containsKey("content")) {
                throw ApiFailure.invalid("content", "property is missing and it is not optional");
            }
            fileName = Optional.of(attached.group(1));
            try (var out = Files.newOutputStream(file)) {
                copy(out);
            }
        } else {
            var value = new ByteArrayOutputStream();
            copy(value);
            fields.put(part, value.toString(StandardCharsets.UTF_8));
        }
    }

    /** Byte for byte through a stream's own buffer would take its lock for each. */
    private int next() throws IOException {
        if (at == end) {
            end = in.read(chunk);
            at = 0;
            if (end < 0) {
                end = 0;
                throw new IOException("the upload ended early");
            }
        }
        return chunk[at++] & 255;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = next(); b != '\n'; b = next()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Copies up to the next delimiter. Its first byte occurs nowhere else in it, so a mismatch never backtracks. */
    private void copy(OutputStream to) throws IOException {
        var buffered = new java.io.BufferedOutputStream(to, 1 << 16);
        int matched = 0;
        while (matched < delimiter.length) {
            int b = next();
            if (b == (delimiter[matched] & 255)) {
                matched++;
            } else {
                buffered.write(delimiter, 0, matched);
                matched = b == '\r' ? 1 : 0;
                if (matched == 0) {
                    buffered.write(b);
                }
            }
        }
        buffered.flush();
    }

    Map<String, String> fields() {
        return fields;
    }

    Optional<String> fileName() {
        return fileName;
    }
}
