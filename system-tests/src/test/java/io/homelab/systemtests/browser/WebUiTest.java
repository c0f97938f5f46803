package io.homelab.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.homelab.systemtests.LabInABox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Temporal's Web UI: its own start form does what the command line does, and its pages tell a person what happens. */
class WebUiTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @Test
    void theStartFormBuildsAClusterAndThePageOfTheRunTellsItsSteps() {
        try (var lab = LabInABox.start(40);
                var chromium = new Chromium()) {
            var endpoint = lab.controlPlane().endpoint().orElseThrow();
            var workflows =
                    "http://127.0.0.1:" + endpoint.uiPort() + "/namespaces/" + endpoint.namespace() + "/workflows";
            var page = chromium.page();

            page.navigate(workflows + "/start-workflow");
            page.locator("#workflowId").fill("cluster-dev");
            page.locator("#taskQueue").fill("home");
            page.locator("#workflowType").fill("BootstrapCluster");
            page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Data"))
                    .or(page.locator(".cm-content"))
                    .first()
                    .click();
            page.keyboard().type("{\"cluster\":\"dev\"}");
            page.getByText("Single JSON payload").click(); // leaving the editor reformats it and moves the button
            screenshot(page, "web-ui-start.png");
            page.getByTestId("start-workflow-button").click();
            page.waitForCondition(() -> lab.run("run", "list").out().contains("cluster-dev"));
            var watched = lab.run("run", "watch", "cluster-dev", "--timeout", "240");
            assertThat(watched.code()).as(watched.toString()).isZero();
            page.navigate(workflows + "/cluster-dev");
            assertThat(page.getByText("Event History").first()).isVisible();
            screenshot(page, "web-ui-timeline.png");
            page.getByText("User Metadata").click();
            // The Web UI puts a run's own words into frames of their own, its current details last.
            var details = page.locator("iframe").last().contentFrame();
            for (var words : List.of(
                    "Bootstrap dev (simulated)", "virtual machine dev-1", "dev-1 is Ready", "14 of 14 criteria hold")) {
                assertThat(details.getByText(words).first()).isVisible();
            }
            screenshot(page, "web-ui-summary.png");

            assertThat(lab.committed("MachineService/Bootstrap")).hasSize(1);
            assertThat(lab.run("cluster", "plan", "dev").out()).contains("no changes");
        }
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)));
    }
}
