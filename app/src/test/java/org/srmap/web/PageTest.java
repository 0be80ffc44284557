package org.srmap.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.study.read.StudyRun;

/** The page in a real Chromium, as people use it; skipped where there is none. */
class PageTest {
    /** Addresses of the views, and what there is to be seen when they are ready. */
    private static final Map<String, String> VIEWS = Map.of(
            "", "#examples img",
            "#photo=church&name=church", ".bars .chosen",
            "#study", ".card",
            "#study&tab=mistakes", ".matrix");

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static StudyRun study;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> chromium = Browser.find();
        Assumptions.assumeTrue(chromium.isPresent(), "no Chromium found; install it, or name it in SRMAP_CHROMIUM");
        setDefaultAssertionTimeout(30_000);
        study = StudyRun.open(SyntheticStudy.write(folder.resolve("run"), 200));
        server = new TestServer(ServerSettings.local(), study);
        browser = new Browser(chromium.get());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            server.close();
            study.close();
        }
    }

    @AfterEach
    void nothingWentWrongAndNothingWasAskedElsewhere() {
        assertThat(browser.errors).isEmpty();
        assertThat(browser.foreign).isEmpty();
        assertThat(server.failures).isEmpty();
    }

    private static Page open(String hash) {
        return browser.open(server, hash, 1280, false);
    }

    private static Page example(String name) {
        Page page = open("");
        page.getByText(name).click();
        assertThat(page.locator(".bars .chosen .label")).hasText(name);
        return page;
    }

    @Test
    void aDroppedPhotoShowsItsClassAndWhereTheNetworkLooked() throws Exception {
        Page page = open("");
        String photo = Base64.getEncoder().encodeToString(TestServer.example("golf-ball"));
        page.evaluate("""
            photo => {
              const bytes = Uint8Array.from(atob(photo), c => c.charCodeAt(0));
              const data = new DataTransfer();
              data.items.add(new File([bytes], 'my ball.png', { type: 'image/png' }));
              document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }\
            """, photo);
        assertThat(page.locator(".bars .chosen .label")).hasText("golf ball");
        assertThat(page.locator("#name")).hasText("my ball.png");
        JsonNode answer = TestServer.json(server.explain(Map.of("photo", "golf-ball")));
        assertThat(page.locator("#areas li")).hasCount(answer.path("areas").size());
        double share = answer.path("areas").get(0).path("relevance_share").asDouble();
        assertThat(page.locator("#areas li").first()).hasText("Area 1: " + Math.round(100 * share) + " %");
        int colours = (int) page.evaluate("""
            () => { const c = document.querySelector('.pane canvas'); const d = c.getContext('2d')
              .getImageData(0, 0, c.width, c.height).data; const seen = new Set();
              for (let i = 0; i < d.length; i += 4) seen.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return seen.size; }\
            """);
        assertThat(colours).isGreaterThan(1000);
    }

    @Test
    void anotherClassOtherRulesAndAClassAgainstAnother() {
        Page page = example("church");
        Locator second = page.locator(".bars li").nth(1);
        String other = second.locator(".label").textContent();
        second.locator(".versus").click();
        assertThat(page.locator("#versus")).containsText("against " + other);
        page.locator("#lrp").selectOption("epsilon");
        assertThat(page.locator("#areas li").first()).isVisible();
        page.locator(".bars .class").nth(1).click();
        assertThat(page.locator(".bars .chosen .label")).hasText(other);
        page.locator("#other").fill("parachute");
        page.locator("#other").press("Enter");
        assertThat(page.locator(".bars .chosen .label")).hasText("parachute");
        assertThat(page.locator("#lrp")).hasValue("epsilon");
    }

    @Test
    void thresholdOpacityAndColoursAskTheServerNothing() {
        Page page = example("parachute");
        AtomicInteger requests = new AtomicInteger();
        assertThat(page.locator("#areas li").first()).isVisible();
        page.onRequest(request -> requests.addAndGet(request.url().contains("/api/explain") ? 1 : 0));
        String before = page.locator("#words").textContent();
        page.locator("#threshold").fill("60");
        assertThat(page.locator("#words")).not().hasText(before);
        assertThat(page.locator("#threshold-out")).containsText("60 %");
        page.locator("#opacity").fill("30");
        page.locator("#colors").selectOption("spotlight");
        page.getByText("Relevance", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#colors")).hasValue("bwr");
        assertThat(requests.get()).isZero();
    }

    @Test
    void theCursorReadsValuesWithMouseAndKeys() {
        Page page = example("golf ball");
        Locator canvas = page.locator(".pane canvas");
        canvas.hover();
        assertThat(page.locator("#readout")).containsText("SR 0.");
        canvas.focus();
        String before = page.locator("#readout").textContent();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#readout")).not().hasText(before);
        assertThat(page.locator("#readout")).containsText("relevance");
    }

    @Test
    void whatIfTheRegionWereNotThere() {
        Page page = example("golf ball");
        String before = page.locator(".bars .chosen .value").textContent();
        page.getByText("Erase", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("#edit-area").click();
        assertThat(page.locator(".bars .mark").first()).isAttached();
        assertThat(page.locator(".bars li:first-child .value")).not().hasText(before);
        page.getByText("Blur", new Page.GetByTextOptions().setExact(true)).click();
        page.locator(".pane canvas").scrollIntoViewIfNeeded();
        BoundingBox box = page.locator(".pane canvas").boundingBox();
        page.mouse().move(box.x + box.width * 0.4, box.y + box.height * 0.4);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.6, box.y + box.height * 0.4);
        page.mouse().move(box.x + box.width * 0.6, box.y + box.height * 0.7);
        page.mouse().up();
        page.getByText("Look", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#tool-hint")).containsText("2 regions are changed");
        page.locator("#reset").click();
        assertThat(page.locator(".bars .chosen .value")).hasText(before);
        assertThat(page.locator(".bars .mark")).hasCount(0);
    }

    @Test
    void viewsSideBySideAndALinkThatRestoresThem() {
        Page page = example("church");
        page.locator("#beside").click();
        page.locator("#lrp").selectOption("grad-cam");
        assertThat(page.locator(".pane")).hasCount(2);
        page.locator("#zoom-in").click();
        page.locator("#threshold").fill("25");
        assertThat(page).hasURL(Pattern.compile("grad-cam.*look=0.75%2C0.25.*view=1.5"));
        Page again = open(page.url().substring(page.url().indexOf('#')));
        assertThat(again.locator(".pane")).hasCount(2);
        assertThat(again.locator(".pane .caption").nth(1)).containsText("grad-cam");
        assertThat(again.locator("#threshold-out")).containsText("25 %");
        assertThat(again.locator(".bars .chosen .label")).hasText("church");
    }

    @Test
    void filesToKeep() throws Exception {
        Page page = example("parachute");
        for (String kind : List.of("png", "svg", "sr", "relevance", "json")) {
            Path file = page.waitForDownload(
                            () -> page.locator("[data-save=" + kind + "]").click())
                    .path();
            byte[] bytes = java.nio.file.Files.readAllBytes(file);
            String head = new String(bytes, 0, 6, StandardCharsets.ISO_8859_1);
            assertThat(head)
                    .startsWith(Map.of("png", "\u0089PNG", "svg", "<svg ", "json", "{")
                            .getOrDefault(kind, "\u0093NUMPY"));
        }
    }

    @Test
    void whatIsNoPictureIsToldOnThePage() {
        Page page = open("");
        page.locator("#file")
                .setInputFiles(new com.microsoft.playwright.options.FilePayload(
                        "notes.txt", "text/plain", "no picture".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator(".pane .status")).containsText("not a picture that can be read");
        assertThat(browser.errors).allMatch(text -> text.contains("415"));
        browser.errors.clear();
    }

    @Test
    void theThemeChanges() {
        Page page = open("");
        String background = "() => getComputedStyle(document.documentElement).backgroundColor";
        Object light = page.evaluate(background);
        page.locator("#theme").click();
        page.locator("#theme").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.evaluate(background)).isNotEqualTo(light);
    }

    @Test
    void aStudyIsFilteredAndLookedThrough() {
        Page page = open("#study");
        assertThat(page.locator(".pager span")).hasText("1 to 24 of 200");
        page.locator("#study-correct").selectOption("false");
        assertThat(page.locator(".pager span")).not().hasText("1 to 24 of 200");
        assertThat(page.locator(".card.right")).hasCount(0);
        page.locator("#study-correct").selectOption("");
        page.locator("#study-label").selectOption("class3");
        assertThat(page.locator(".pager span")).hasText("1 to 20 of 20");
        page.locator("#study-max-spread").fill("0.1");
        page.locator("#study-max-spread").press("Enter");
        assertThat(page.locator(".pager span, .empty").first()).not().hasText("1 to 20 of 20");
        page.getByRole(com.microsoft.playwright.options.AriaRole.TAB)
                .getByText("Classes")
                .click();
        assertThat(page.locator(".card")).hasCount(10);
        page.getByRole(com.microsoft.playwright.options.AriaRole.TAB)
                .getByText("Mistakes")
                .click();
        assertThat(page.locator(".matrix .hit")).hasCount(10);
        page.getByRole(com.microsoft.playwright.options.AriaRole.TAB)
                .getByText("Disagreements")
                .click();
        assertThat(page.locator(".couple").first()).isVisible();
    }

    @Test
    void theAccessibilityCheckerFindsNothingSerious() throws Exception {
        String axe;
        try (InputStream in = com.deque.html.axecore.playwright.AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (boolean dark : List.of(false, true)) {
            for (Map.Entry<String, String> view : VIEWS.entrySet()) {
                Page page = browser.open(server, view.getKey(), 1280, dark);
                page.locator(view.getValue()).first().waitFor();
                page.evaluate(axe);
                Object serious = page.evaluate("""
                    async () => (await axe.run()).violations.filter(v => ['serious', 'critical'].includes(v.impact))
                      .map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | '))\
                    """);
                assertThat((List<?>) serious)
                        .as(view.getKey() + (dark ? " dark" : " light"))
                        .isEmpty();
                page.context().close();
            }
        }
    }
}
