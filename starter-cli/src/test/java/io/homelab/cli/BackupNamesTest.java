package io.homelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name that the lab file does not have begins no run: it could only wait for somebody to end it. */
class BackupNamesTest {
    private static final String LAB = """
            schemaVersion: 1
            name: home
            hypervisor:
              endpoint: https://192.168.68.51:8006
              node: pve
              tokenId: homelab@pve!orchestrator
              token: env:PVE_TOKEN
              memoryMiB: 65536
            network:
              cidr: 192.168.68.0/24
              gateway: 192.168.68.1
            secrets:
              recipients:
                - age1uquu993up08trug7w48g4j28ktrnnk5n7q6lu5d9yw3yzmry2evs7vz4l5
                - age1f2seqcxtapxc3s9gtr6d0enjlqdlgfjmvhdl7fhq275czgmf6s9qmntxzp
            clusters:
              dev:
                nodes:
                  - {name: dev-1, role: controlplane, address: 192.168.68.61}
            """;

    private static final String BACKUPS = """
            backups:
              sets:
                nas:
                  repository: /srv/restic
                  password: env:RESTIC_PASSWORD
                  sources: [{host: nas}]
              clusters:
                dev: {schedules: {nightly: {within: 26h}}}
            """;

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            backup verify --set nope                      | no backup set, cluster or pool nope; it has: nas, dev
            backup verify --set nas,nope --dry-run        | no backup set, cluster or pool nope; it has: nas, dev
            backup unlock --set dev                       | no backup set dev; it has: nas
            backup run --set nope                         | no backup set nope; it has: nas
            backup restore --set nope --to /tmp/back      | no backup set nope; it has: nas
            backup install nope                           | no cluster in its backups nope; it has: dev
            """)
    void aNameThatIsNotThereIsSaidAtOnceWithThoseThatAre(String line, String said) throws IOException {
        assertThat(typed(LAB + BACKUPS, line)).satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(ExitCode.USAGE.code());
            assertThat(answer.err()).contains("the lab file has " + said);
        });
    }

    @Test
    void aLabWithoutBackupsIsToldWhereToFindAnExample() throws IOException {
        assertThat(typed(LAB, "backup verify")).satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(ExitCode.FAILED.code());
            assertThat(answer.err())
                    .contains("the lab file has no backups; lab.example.yaml shows what backups: looks like");
        });
    }

    @Test
    void aNameThatIsThereIsAskedForOfTheServer() throws IOException {
        assertThat(typed(LAB + BACKUPS, "backup verify --set nas").err())
                .contains("homelab server start")
                .doesNotContain("the lab file");
    }

    private Typed.Said typed(String lab, String line) throws IOException {
        Files.createSymbolicLink(home.resolve("omni"), Path.of("..", "omni").toRealPath());
        var file = Files.writeString(home.resolve("lab.yaml"), lab);
        return new Typed(home).with("HOMELAB_LAB", file.toString()).run(line.split(" +"));
    }
}
