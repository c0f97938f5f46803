package io.homelab.lab.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkerTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @Test
    void theMarkerIsTheStartOfTheBase32OfTheHmac() {
        // printf %s proxmox/vm/dev-1 | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef -binary | base32
        assertThat(Marker.of(KEY, "proxmox/vm/dev-1")).hasToString("q4uelxxnhx2mxcgatrr7kjpuhz");
    }

    @Test
    void markersFitATagAndDifferByAddressAndKey() {
        var markers = IntStream.range(0, 500)
                .mapToObj(i -> Marker.of(KEY, "proxmox/vm/dev-" + i).value())
                .collect(Collectors.toSet());

        assertThat(markers).hasSize(500).allMatch(marker -> marker.matches("[a-z2-7]{26}"));
        assertThat(Marker.of(new byte[] {1}, "proxmox/vm/dev-1")).isNotEqualTo(Marker.of(KEY, "proxmox/vm/dev-1"));
    }
}
