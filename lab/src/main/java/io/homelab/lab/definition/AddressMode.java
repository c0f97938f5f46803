package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a machine's address stands in the lab file or comes from DHCP. */
public enum AddressMode {
    @JsonProperty("static")
    STATIC,
    @JsonProperty("dhcp")
    DHCP
}
