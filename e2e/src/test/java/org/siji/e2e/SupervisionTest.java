package org.siji.e2e;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.siji.platform.identity.Role;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Reports and inspections in real Chromium: from the leader's phone to the clerk's desk, and the drawing done again without a login. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupervisionTest {

    private static final int PATIENCE_MILLIS = 30_000;

    private Chromium chromium;
    private DemoSeason season;

    @BeforeAll
    void playTheSeason(@TempDir Path home) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        chromium = Chromium.open();
        season = DemoSeason.play(home);
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

    private BrowserContext browser(int width) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setBaseURL(season.address())
                .setViewportSize(width, 800).setGeolocation(27.8, 110.0).setPermissions(List.of("geolocation")));
    }

    private Page signIn(BrowserContext context, Role role, String path) {
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.navigate("/login?to=" + path);
        page.getByLabel("用户名").fill(season.login(role).username());
        page.getByLabel("密码").fill(season.login(role).password());
        page.getByLabel("密码").press("Enter");
        page.waitForURL(url -> !url.contains("/login"));
        return page;
    }

    private static FilePayload photo() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), "png", png);
        return new FilePayload("田角.png", "image/png", png.toByteArray());
    }

    @Test
    void aLeaderReportsWithAPhotoAndTheClerkAnswers() throws IOException {
        try (BrowserContext phone = browser(360); BrowserContext desk = browser(1440)) {
            Page leader = signIn(phone, Role.LEADER, "/leader");
            leader.getByRole(com.microsoft.playwright.options.AriaRole.LINK,
                    new Page.GetByRoleOptions().setName("问题上报")).first().click();
            leader.locator("[data-test=say]").click();
            leader.getByLabel("什么问题").selectOption("BAD_WORK");
            leader.locator("textarea").fill("东头田角没有收到");
            leader.getByText("带上我的位置").click();
            assertThat(leader.getByText("已带上位置")).isVisible();
            leader.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON,
                    new Page.GetByRoleOptions().setName("上报").setExact(true)).click();
            leader.locator("[data-test=evidence] input[type=file]").setInputFiles(photo());
            assertThat(leader.locator("[data-test=evidence] img")).hasCount(1);
            Page clerk = signIn(desk, Role.VILLAGE, "/reports?status=OPEN");
            assertThat(clerk.locator("[data-test=report]").filter(
                    new com.microsoft.playwright.Locator.FilterOptions().setHasText("东头田角没有收到"))).hasCount(1);
        }
    }

    @Test
    void aSampleIsPublishedDrawnAndDrawnAgainByAnybody() {
        try (BrowserContext desk = browser(1440); BrowserContext anybody = browser(360)) {
            Page township = signIn(desk, Role.TOWNSHIP, "/inspection-plans?new=1&season=2026");
            assertThat(township.locator("[data-test=outlook]")).containsText("候选");
            township.getByLabel("理由").fill("收割质量例行抽查");
            township.getByText("公布方案").click();
            township.locator("[data-test=draw]").click();
            assertThat(township.locator("[data-test=plan-status]")).containsText("已抽签");
            String id = township.url().replaceFirst(".*/inspection-plans/([^?#/]+).*", "$1");
            Page citizen = anybody.newPage();
            citizen.navigate("/public/inspections/" + id);
            citizen.locator("[data-test=draw-again]").click();
            assertThat(citizen.locator("[data-test=draw-checks] .done")).hasCount(4);
            assertThat(citizen.locator("[data-test=draw-checks] .wrong")).hasCount(0);
        }
    }
}
