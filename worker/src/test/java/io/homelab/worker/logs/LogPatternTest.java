package io.homelab.worker.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** What has the shape of a credential does not get into the worker's log, whoever throws it. */
class LogPatternTest {
    private final LoggerContext context = new LoggerContext();
    private final PatternLayout layout = new PatternLayout();

    @BeforeEach
    void theWorkersPattern() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        layout.setContext(context);
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        layout.setPattern(Objects.requireNonNull(Objects.requireNonNullElseGet(yaml.getObject(), Properties::new)
                .getProperty("logging.pattern.console")));
        layout.start();
    }

    @Test
    void credentialsInMessagesAndCausesAreTakenOut() {
        var cause = new IllegalArgumentException("Bearer canary-1 and AGE-SECRET-KEY-1CANARY2");
        var thrown = new IllegalStateException("Authorization: PVEAPIToken=a@pve!b=canary-3", cause);

        var text = logged("token PVEAPIToken=a@pve!b=canary-4 was refused", thrown);

        assertThat(text)
                .contains("PVEAPIToken=a@pve!b=<redacted> was refused", "Bearer <redacted>", "Caused by: ")
                .doesNotContain("canary", "CANARY");
    }

    @Test
    void otherLinesStayAsTheyAre() {
        assertThat(logged("201 created on pve1, $5 (50 %)", null))
                .endsWith(" INFO  [] Machines 201 created on pve1, $5 (50 %)\n");
    }

    private String logged(String message, @Nullable Throwable thrown) {
        var logger = context.getLogger("io.homelab.Machines");
        return layout.doLayout(new LoggingEvent("", logger, Level.INFO, message, thrown, null));
    }
}
