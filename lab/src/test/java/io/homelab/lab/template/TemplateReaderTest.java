package io.homelab.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.lab.definition.NodeRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateReaderTest {
    private static final String TEMPLATE = """
            kind: Cluster
            name: talos-default
            labels: {my-label: my-value}
            kubernetes: {version: v1.32.3}
            talos: {version: v1.9.5}
            features: {enableWorkloadProxy: true, diskEncryption: true}
            systemExtensions: [siderolabs/hello-world-service]
            patches:
              - name: first
                inline: {cluster: {network: {dnsDomain: first.local}}}
              - file: patch.yaml
            ---
            kind: ControlPlane
            machines: [27c16241-96bf-4f17-9579-ea3a6c4a3ca8]
            patches:
              - idOverride: 500-mine
                inline: {cluster: {allowSchedulingOnControlPlanes: true}}
            ---
            kind: Workers
            machineClass: {name: worker, size: unlimited}
            kernelArgs: [console=ttyS0]
            ---
            kind: Workers
            name: gpu
            machineClass: {name: gpu-worker, size: 2}
            patches:
              - name: nvidia
                inline: {machine: {kernel: {modules: [{name: nvidia}]}}}
            ---
            kind: Machine
            name: 27c16241-96bf-4f17-9579-ea3a6c4a3ca8
            install: {disk: /dev/vda}
            patches:
              - name: hostname
                inline: {machine: {network: {hostname: one}}}
            """;

    @TempDir
    Path directory;

    @Test
    void aTemplateWithEverythingIsReadAsOmniReadsIt() throws IOException {
        var template = read(TEMPLATE).template().orElseThrow();

        assertThat(template.name()).isEqualTo("talos-default");
        assertThat(template.systemExtensions()).containsExactly("siderolabs/hello-world-service");
        assertThat(template.controlPlane().machines()).hasSize(1);
        assertThat(template.controlPlane().wanted()).isEqualTo(OptionalInt.of(1));
        assertThat(template.workers()).extracting(MachineSet::name).containsExactly("workers", "gpu");
        assertThat(template.workers())
                .extracting(MachineSet::wanted)
                .containsExactly(OptionalInt.empty(), OptionalInt.of(2));
        assertThat(template.machines().getFirst().patches())
                .extracting(Patch::name)
                .containsExactly("hostname");
    }

    @Test
    void patchesApplyInTheFilesOrderClusterWideOnesFirst() throws IOException {
        var template = read(TEMPLATE).template().orElseThrow();

        assertThat(template.patches(NodeRole.CONTROL_PLANE))
                .extracting(Patch::name)
                .containsExactly("first", "patch.yaml", "500-mine");
        assertThat(template.patches(NodeRole.WORKER))
                .extracting(Patch::name)
                .containsExactly("first", "patch.yaml", "nvidia");
        assertThat(template.setting(NodeRole.CONTROL_PLANE, "/cluster/network/dnsDomain"))
                .hasValueSatisfying(domain -> assertThat(domain.asString()).isEqualTo("file.local"));
        assertThat(template.setting(NodeRole.WORKER, "/cluster/allowSchedulingOnControlPlanes"))
                .isEmpty();
    }

    @Test
    void aPatchFileOfSeveralDocumentsIsKeptAsItIs() throws IOException {
        var file = read(TEMPLATE);

        assertThat(file.patchFiles()).containsExactly("patch.yaml");
        assertThat(file.template().orElseThrow().patches().getLast().text()).contains("kind: HostnameConfig");
    }

    @Test
    void inlinePatchesStayYamlOfTheSameMeaning() throws IOException {
        var text = read(TEMPLATE)
                .template()
                .orElseThrow()
                .controlPlane()
                .patches()
                .getFirst()
                .text();

        assertThat(text).isEqualTo("cluster:\n  allowSchedulingOnControlPlanes: true\n");
    }

    private TemplateFile read(String text) throws IOException {
        Files.writeString(directory.resolve("dev.yaml"), text);
        Files.writeString(
                directory.resolve("patch.yaml"),
                "cluster:\n  network:\n    dnsDomain: file.local\n---\napiVersion: v1alpha1\nkind: HostnameConfig\n");
        var file = new TemplateReader(directory).read("dev.yaml");
        assertThat(file.problems()).isEmpty();
        return file;
    }
}
