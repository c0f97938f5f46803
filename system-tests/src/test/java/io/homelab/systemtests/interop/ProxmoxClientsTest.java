package io.homelab.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients of Proxmox that other people wrote, in their own languages, each with a small program of ours around it. */
@ExtendWith(BuiltLab.Given.class)
class ProxmoxClientsTest {
    private final BuiltLab lab;
    private final String info;

    ProxmoxClientsTest(BuiltLab lab) {
        this.lab = lab;
        info = lab.infoFile().toString();
    }

    @Test
    void proxmoxerInPython() {
        works("proxmoxer 2.3.0", python(), script("proxmoxer_check.py"), info);
    }

    @Test
    @EnabledIfSystemProperty(named = "homelab.interop", matches = "true")
    void theExporterForPrometheusInPython() {
        works("prometheus-pve-exporter 3.10.2", python(), script("pve_exporter_check.py"), info);
    }

    @Test
    @EnabledIfSystemProperty(named = "homelab.interop", matches = "true")
    void proxmoxApiInJavaScript() {
        works(
                "proxmox-api 1.1.1",
                new Tool(
                                Toolbox.installed().resolve("npm"),
                                List.of(Toolbox.find("node").toString()))
                        .with("NODE_EXTRA_CA_CERTS", certificate().toString()),
                script("proxmox_api_check.mjs"),
                info);
    }

    @Test
    @EnabledIfSystemProperty(named = "homelab.interop", matches = "true")
    void goProxmoxInGo() {
        works("go-proxmox 0.8.2", program("go-proxmox"), info);
    }

    @Test
    @EnabledIfSystemProperty(named = "homelab.interop", matches = "true")
    void curlAsTheWikiOfProxmoxShowsIt() {
        var version =
                new Tool(lab.directory(), List.of("curl")).run("--version").out();
        works(
                "curl " + version.split(" ", 3)[1],
                new Tool(lab.directory(), List.of("bash"))
                        .with("CURL_CA_BUNDLE", certificate().toString()),
                script("curl_check.sh"),
                info);
    }

    private Tool python() {
        return new Tool(lab.directory(), List.of(Toolbox.find("python3").toString()))
                .with("PYTHONPATH", Toolbox.installed().resolve("python").toString());
    }

    private Tool program(String name) {
        return new Tool(lab.directory(), List.of(Toolbox.find(name).toString()));
    }

    private static String script(String name) {
        return Toolbox.scripts().resolve(name).toString();
    }

    /** The authority of the hypervisor's certificate. */
    private Path certificate() {
        return lab.file("proxmox-ca.pem", lab.info().path("proxmox").path("ca").asString());
    }

    private void works(String name, Tool tool, String... arguments) {
        var before = lab.lastCall();

        var said = tool.run(arguments);

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out().lines().toList().getLast()).as(said.toString()).isEqualTo("done");
        ForeignHands.exercised(name, lab.calls(before));
    }
}
