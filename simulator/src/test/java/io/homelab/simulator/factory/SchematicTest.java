package io.homelab.simulator.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SchematicTest {
    private static final String EMPTY = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    @Test
    void idsAreThoseOfTheRealFactory() {
        assertThat(Schematic.parse("").id()).isEqualTo(EMPTY);
        assertThat(Schematic.parse("customization: {}\n").id()).isEqualTo(EMPTY);
        assertThat(Schematic.parse("""
                        customization:
                          systemExtensions:
                            officialExtensions: [siderolabs/qemu-guest-agent]
                        """).id())
                .isEqualTo("ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515");
    }

    @Test
    void unknownFieldsAreRefused() {
        assertThatThrownBy(() -> Schematic.parse("customisation: {}\n")).hasMessageContaining("customisation");
    }
}
