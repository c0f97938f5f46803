package io.homelab.activities.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What somebody may do to evidence, and which file shows it. */
enum Tampering {
    A_BYTE_OF_THE_REPORT(Place.REPORT, "is no DSSE envelope|the signature is not that of|base64 is broken") {
        @Override
        void change(Path report) throws IOException {
            var bytes = Files.readAllBytes(report);
            bytes[bytes.length / 2] ^= 1;
            Files.write(report, bytes);
        }
    },
    ANOTHER_OUTCOME(Place.REPORT, "the signature is not that of evidence-key.pem") {
        @Override
        void change(Path report) throws IOException {
            var envelope = CanonicalJson.mapper().readValue(Files.readAllBytes(report), Envelope.class);
            var payload = new String(envelope.content(), StandardCharsets.UTF_8).replace("ROLLED_BACK", "PROMOTED");
            var forged = new Envelope(
                    java.util.Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)),
                    envelope.payloadType(),
                    envelope.signatures());
            Files.write(report, CanonicalJson.of(forged));
        }
    },
    THE_SIGNATURE(Place.REPORT, "the signature is not that of evidence-key.pem") {
        @Override
        void change(Path report) throws IOException {
            var envelope = CanonicalJson.mapper().readValue(Files.readAllBytes(report), Envelope.class);
            try (var other = SigningKey.generate()) {
                Files.write(report, CanonicalJson.of(Envelope.sign(envelope.content(), SigningKey.parse(other))));
            }
        }
    },
    NO_SIGNATURE(Place.REPORT, "the signature is not that of evidence-key.pem") {
        @Override
        void change(Path report) throws IOException {
            var envelope = CanonicalJson.mapper().readValue(Files.readAllBytes(report), Envelope.class);
            Files.write(report, CanonicalJson.of(new Envelope(envelope.payload(), envelope.payloadType(), List.of())));
        }
    },
    THE_REPORT_IS_GONE(Place.REPORT, "is not there") {
        @Override
        void change(Path report) throws IOException {
            Files.delete(report);
        }
    },
    A_VALUE_OF_A_SAMPLE(Place.SAMPLES, "has another digest than the signed report says") {
        @Override
        void change(Path samples) throws IOException {
            Files.writeString(samples, Files.readString(samples).replace("3.0", "0.0"));
        }
    },
    A_SAMPLE_IS_GONE(Place.SAMPLES, "has another digest than the signed report says") {
        @Override
        void change(Path samples) throws IOException {
            var lines = new ArrayList<>(Files.readAllLines(samples));
            lines.remove(2);
            Files.write(samples, lines);
        }
    },
    A_SAMPLE_MORE(Place.SAMPLES, "has another digest than the signed report says") {
        @Override
        void change(Path samples) throws IOException {
            var lines = Files.readAllLines(samples);
            Files.writeString(samples, Files.readString(samples) + lines.getLast() + "\n");
        }
    },
    THE_SAMPLES_ARE_GONE(Place.SAMPLES, "is not there") {
        @Override
        void change(Path samples) throws IOException {
            Files.delete(samples);
        }
    };

    private enum Place {
        REPORT,
        SAMPLES
    }

    private final Place place;
    /** What is said of the file, as an expression. */
    final String said;

    Tampering(Place place, String said) {
        this.place = place;
        this.said = said;
    }

    /** Changes one of the two files; the name of that file as people are told. */
    String with(Path report, Path samples) throws IOException {
        var file = place == Place.REPORT ? report : samples;
        change(file);
        return (place == Place.REPORT ? "" : "samples/") + file.getFileName();
    }

    abstract void change(Path file) throws IOException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
