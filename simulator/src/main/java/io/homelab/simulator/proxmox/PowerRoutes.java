package io.homelab.simulator.proxmox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The buttons of a machine. */
final class PowerRoutes {
    private static final String STATUS = "/nodes/{node}/qemu/{vmid}/status/";

    private PowerRoutes() {}

    static List<Route> all() {
        return List.of(
                button(
                        "start",
                        "timeout:int skiplock:bool stateuri machine migratedfrom",
                        (call, power) -> power.start(call.vm(), call.caller(), call.fate())),
                button(
                        "stop",
                        "timeout:int skiplock:bool keepActive:bool overrule-shutdown:bool",
                        (call, power) -> power.stop(
                                call.vm(), call.parameters().is("overrule-shutdown"), call.caller(), call.fate())),
                button(
                        "shutdown",
                        "timeout:int forceStop:bool skiplock:bool keepActive:bool",
                        (call, power) -> power.shutdown(
                                call.vm(),
                                timeout(call),
                                call.parameters().is("forceStop"),
                                call.caller(),
                                call.fate())),
                button(
                        "reboot",
                        "timeout:int",
                        (call, power) -> power.reboot(call.vm(), timeout(call), call.caller(), call.fate())),
                button("reset", "skiplock:bool", (call, power) -> power.reset(call.vm(), call.caller(), call.fate())),
                button(
                        "suspend",
                        "skiplock:bool todisk:bool statestorage",
                        (call, power) ->
                                power.suspend(call.vm(), call.parameters().is("todisk"), call.caller(), call.fate())),
                button(
                        "resume",
                        "skiplock:bool nocheck:bool",
                        (call, power) -> power.resume(call.vm(), call.caller(), call.fate())));
    }

    private static Route button(String name, String schema, Press press) {
        return Route.of("POST", STATUS + name, schema, call -> {
            call.needOnVm("VM.PowerMgmt");
            call.rootOnly("skiplock");
            return Json.text(press.press(call, new Power(call.pve())));
        });
    }

    private static Optional<Duration> timeout(ApiCall call) {
        return call.parameters().number("timeout").map(Duration::ofSeconds);
    }

    private interface Press {
        String press(ApiCall call, Power power);
    }
}
