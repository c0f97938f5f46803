package io.homelab.simulator.kubernetes.argocd.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.simulator.kubernetes.apiserver.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
    private static final String PARAMS = "{'name':'dev','empty':'','metadata':{'labels':{'env':'prod','a/b':'c'}},"
            + "'path':{'path':'apps/core/Web','basename':'Web','segments':['apps','core','Web']}}";

    private static String go(String template) {
        return new Templates(true, true).text(template, Json.of(PARAMS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            {{ .name }}-{{.path.basename | lower}} ¦ dev-web
            {{ index .metadata.labels "a/b" }} ¦ c
            {{ index .path.segments 1 }} ¦ core
            {{ .name | quote }} ¦ "dev"
            {{ default "x" .empty }}{{ .empty | default "y" }} ¦ xy
            a {{- if eq .name "dev" }} yes {{- else }} no {{- end }} b ¦ a yes b
            {{ if and (ne .name "dev") true }}1{{ else if or false (eq .name "dev") }}2{{ else }}3{{ end }} ¦ 2
            {{ if not (eq (index .metadata.labels "env") "prod") }}1{{ end }}- ¦ -
            {{ range .path.segments }}[{{ . }}]{{ end }} ¦ [apps][core][Web]
            {{ with .metadata.labels }}{{ .env }}{{ $.name }}{{ end }} ¦ proddev
            {{ printf "%s-%s" .name (index .path.segments 0) | trimPrefix "d" | upper }} ¦ EV-APPS
            {{ index .metadata.labels "none" | default "d" }} ¦ d
            {{/* nothing */}}{{ len .path.segments }} ¦ 3
            {{ .metadata.labels }} ¦ map[a/b:c env:prod]
            """)
    void goTemplatesAreFilledIn(String template, String expected) {
        assertThat(go(template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            {{ .none }} ¦ map has no entry for key "none"
            {{ .name.x }} ¦ can't evaluate field x
            {{ sprig .name }} ¦ function "sprig" not defined
            {{ if .name }} ¦ an {{end}} is missing
            {{ $x := 1 }} ¦ knows no variables
            {{ end }} ¦ unexpected {{end}}
            {{ .name ¦ unclosed action
            {{ index .path.segments 9 }} ¦ index out of range
            {{ eq }} ¦ wrong number of args
            {{ define "x" }} ¦ knows no {{define}}
            """)
    void whatGoRefusesIsRefused(String template, String message) {
        assertThatThrownBy(() -> go(template))
                .isInstanceOf(TemplateFailed.class)
                .hasMessageContaining(message);
    }

    @Test
    void withoutTheOptionAMissingKeyIsNoValue() {
        assertThat(new Templates(true, false).text("{{ .none }}", Json.of(PARAMS)))
                .isEqualTo("<no value>");
    }

    @Test
    void plainTemplatesReplaceNamesAndLeaveTheRest() {
        var plain = new Templates(false, false);
        assertThat(plain.text(
                        "{{name}} {{ path }} {{path.basename}} {{path[1]}} {{metadata.labels.env}} {{x}}",
                        Json.of(PARAMS)))
                .isEqualTo("dev apps/core/Web Web core prod {{x}}");
    }
}
