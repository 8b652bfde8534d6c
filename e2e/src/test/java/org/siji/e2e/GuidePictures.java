package org.siji.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.platform.identity.Role;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes the pictures of {@code docs/guide} anew: {@code ./siji guide}. They show a played season as its people see it, so they are
 * renewed whenever a page changes. Not among the tests of {@code ./siji test}: it writes into the tree.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidePictures {

    private static final int WIDE = 900;
    private static final int PHONE = 390;
    private static final int HEIGHT_WIDE = 640;
    private static final int HEIGHT_PHONE = 760;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final long MOST_BYTES = 120 * 1024;

    /**
     * One picture.
     *
     * @param who    words that the login's name holds, or its user name; or nothing
     * @param path   where the page lies; of a list where {@code open} is given
     * @param open   the address of a link in that list, as a pattern, that is followed
     */
    private record Shot(String file, Role role, @Nullable String who, String path, @Nullable String open) {

        static Shot of(String file, Role role, String path) {
            return new Shot(file, role, null, path, null);
        }

        static Shot first(String file, Role role, String path, String open) {
            return new Shot(file, role, null, path, open);
        }

        Shot by(String words) {
            return new Shot(file, role, words, path, open);
        }

        boolean isPhone() {
            return role == Role.LEADER || role == Role.HOUSEHOLD || role == Role.OPERATOR;
        }
    }

    private static final List<Shot> SHOTS = List.of(
            Shot.of("clerk-waiting", Role.VILLAGE, "/waiting"),
            Shot.of("clerk-duty", Role.VILLAGE, "/duty"),
            Shot.of("clerk-needs", Role.VILLAGE, "/needs"),
            Shot.of("clerk-bundles", Role.VILLAGE, "/bundles"),
            Shot.first("clerk-tender", Role.VILLAGE, "/tenders", "^/tenders/[0-9a-f-]{36}$"),
            Shot.first("clerk-contract", Role.VILLAGE, "/contracts", "^/contracts/[0-9a-f-]{36}"),
            Shot.of("clerk-rents", Role.VILLAGE, "/tenancy?tab=due"),
            Shot.first("clerk-dividend", Role.VILLAGE, "/entities", "^/entities/[0-9a-f-]{36}"),
            Shot.first("clerk-notice", Role.VILLAGE, "/notices", "^/notices/[0-9a-f-]{36}"),
            Shot.of("leader-households", Role.LEADER, "/leader"),
            Shot.first("leader-need", Role.LEADER, "/leader", "^/leader/[0-9a-f-]{36}"),
            Shot.of("leader-queue", Role.LEADER, "/leader/queue"),
            Shot.of("provider-days", Role.PROVIDER, "/days"),
            Shot.first("provider-plan", Role.PROVIDER, "/dispatch", "^/dispatch/[0-9a-f-]{36}"),
            Shot.first("provider-tender", Role.PROVIDER, "/tenders", "^/tenders/[0-9a-f-]{36}$"),
            Shot.first("provider-work", Role.PROVIDER, "/work-orders?status=ACCEPTED",
                    "^/work-orders/[0-9a-f-]{36}"),
            Shot.first("provider-trustee", Role.PROVIDER, "/trusteeships", "^/trusteeships/[0-9a-f-]{36}"),
            Shot.of("operator-cab", Role.OPERATOR, "/cab"),
            Shot.of("household-mine", Role.HOUSEHOLD, "/mine"),
            Shot.first("household-statement", Role.HOUSEHOLD, "/mine", "^/statement/"),
            Shot.of("household-report", Role.HOUSEHOLD, "/reports"),
            Shot.first("household-dispute", Role.HOUSEHOLD, "/disputes", "^/disputes/[0-9a-f-]{36}")
                    .by("household2"),
            Shot.of("household-land", Role.HOUSEHOLD, "/tenancy").by("托管"),
            Shot.of("household-grower", Role.HOUSEHOLD, "/tenancy").by("种粮大户"),
            Shot.first("household-notice", Role.HOUSEHOLD, "/notices", "^/notices/[0-9a-f-]{36}"));

    private Chromium chromium;
    private DemoSeason season;

    @BeforeAll
    void playTheSeason(@TempDir Path home) throws Exception {
        chromium = Chromium.open();
        String running = System.getProperty("siji.guide.demo", "");
        season = running.isEmpty() ? DemoSeason.play(home) : DemoSeason.running(Path.of(running));
    }

    @AfterAll
    void stop() throws Exception {
        if (season != null) {
            season.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void takeThemAll(String language) throws IOException {
        Path folder = Path.of(System.getProperty("siji.guide", "target/guide")).resolve("images").resolve(language);
        Files.createDirectories(folder);
        for (Shot shot : SHOTS) {
            Path picture = folder.resolve(shot.file() + ".png");
            assertThat(logins(shot).stream().anyMatch(login -> take(shot, login, language, picture)))
                    .as("somebody has what " + shot.file() + " shows").isTrue();
            assertThat(Files.size(picture)).as(picture + " is small enough for a guide").isLessThan(MOST_BYTES);
        }
    }

    private List<DemoSeason.Login> logins(Shot shot) {
        if (shot.role() == Role.OPERATOR) {
            return season.logins(shot.role());
        }
        return List.of(shot.who() == null ? season.login(shot.role()) : season.login(shot.role(), shot.who()));
    }

    /** False if the page has nothing to show for this person: not every operator has a field to work. */
    private boolean take(Shot shot, DemoSeason.Login login, String language, Path picture) {
        try (BrowserContext context = chromium.browser().newContext(new Browser.NewContextOptions()
                .setBaseURL(season.address()).setLocale(language)
                .setViewportSize(shot.isPhone() ? PHONE : WIDE, shot.isPhone() ? HEIGHT_PHONE : HEIGHT_WIDE))) {
            context.addInitScript("localStorage.setItem('siji.language', '" + language + "')");
            Page page = context.newPage();
            page.setDefaultTimeout(PATIENCE_MILLIS);
            page.navigate("/login?to=" + shot.path().replace("?", "%3F").replace("&", "%26"));
            Locator fields = page.locator("form input");
            fields.nth(0).fill(login.username());
            fields.nth(1).fill(login.password());
            fields.nth(1).press("Enter");
            page.waitForURL(url -> !url.contains("/login"));
            settle(page);
            if (shot.open() != null) {
                follow(page, Pattern.compile(shot.open()));
            }
            assertThat(page.locator("main [role=alert]").count()).as("complaints on " + page.url()).isZero();
            if (shot.role() == Role.OPERATOR && page.locator("[data-test=next]").count() == 0) {
                return false;
            }
            page.screenshot(new Page.ScreenshotOptions().setPath(picture));
            return true;
        }
    }

    private static void settle(Page page) {
        page.locator("main h1").first().waitFor();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.waitForTimeout(400);
    }

    private static void follow(Page page, Pattern address) {
        page.waitForFunction("pattern => [...document.querySelectorAll('main a')].some("
                + "a => new RegExp(pattern).test(a.getAttribute('href') ?? ''))", address.pattern());
        String href = (String) page.evaluate("pattern => [...document.querySelectorAll('main a')].map("
                + "a => a.getAttribute('href') ?? '').find(href => new RegExp(pattern).test(href))", address.pattern());
        page.navigate(href);
        settle(page);
    }
}
