package org.siji.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.siji.platform.identity.Role;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What people do with the pages, over a real server with a played season, in real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeasonPagesTest {

    private static final int WIDE = 1440;
    private static final int PHONE = 360;
    private static final int PATIENCE_MILLIS = 30_000;

    private Chromium chromium;
    private DemoSeason season;
    private final List<String> errors = new ArrayList<>();
    private @Nullable BrowserContext context;

    @BeforeAll
    void playTheSeason(@TempDir Path home) throws Exception {
        // A loaded machine is slow, not wrong.
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

    @BeforeEach
    void forgetErrors() {
        errors.clear();
    }

    @AfterEach
    void nothingBrokeInThePage() {
        if (context != null) {
            context.close();
        }
        assertThat(errors).as("errors in the page").isEmpty();
    }

    private Page open(int width, String path) {
        BrowserContext opened = chromium.browser().newContext(
                new Browser.NewContextOptions().setViewportSize(width, 800).setLocale("zh-CN"));
        context = opened;
        Page page = opened.newPage();
        page.onPageError(errors::add);
        page.navigate(season.address() + path);
        return page;
    }

    private Page openAs(Role role, int width, String path) {
        Page page = open(width, "/login?to=" + path);
        DemoSeason.Login login = season.login(role);
        page.getByLabel("用户名").fill(login.username());
        page.getByLabel("密码").fill(login.password());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录")).click();
        page.waitForURL(url -> !url.contains("/login"));
        return page;
    }

    @ParameterizedTest
    @CsvSource({"COUNTY,/board", "TOWNSHIP,/board", "VILLAGE,/waiting", "PROVIDER,/days", "HOUSEHOLD,/mine",
            "LEADER,/leader"})
    void everyRoleBeginsWhereItsWorkIs(Role role, String path) {
        Page page = openAs(role, WIDE, "/");
        page.waitForURL("**" + path);
        assertThat(page.locator("main h1").first()).isVisible();
        assertThat(page.locator("[role=alert]")).hasCount(0);
    }

    @Test
    void aWrongPasswordIsSaidAndTheNameIsKept() {
        Page page = open(WIDE, "/login");
        page.getByLabel("用户名").fill("nobody");
        page.getByLabel("密码").fill("not the password");
        page.getByLabel("密码").press("Enter");
        assertThat(page.locator("[role=alert]")).isVisible();
        assertThat(page.getByLabel("用户名")).hasValue("nobody");
    }

    @Test
    void theBoardShowsEveryStationInItsOrder() {
        Page page = openAs(Role.COUNTY, WIDE, "/board");
        Locator rows = page.locator("[data-test=board] tbody tr");
        assertThat(rows).hasCount(11);
        assertThat(rows.evaluateAll("rows => rows.map(r => r.dataset.station)")).asInstanceOf(
                InstanceOfAssertFactories.list(String.class)).startsWith("PARCEL", "NEED", "BUNDLE")
                .endsWith("SETTLEMENT", "SHARE");
        assertThat(rows.first().locator("td.num").first()).not().hasText("0");
    }

    @Test
    void theMapDrawsTheFieldsAndAClickOpensTheArchive() {
        Page page = openAs(Role.VILLAGE, WIDE, "/map");
        Locator map = page.locator("[data-test=map]");
        page.waitForFunction("() => Number(document.querySelector('[data-test=map]')?.dataset.idle) > 20");
        var box = map.boundingBox();
        // A village's fields lie close together, yet not everywhere: look around the middle until one is hit.
        for (int step = 0; step < 40 && !page.url().contains("field="); step++) {
            double angle = step * 2.4;
            page.mouse().click(box.x + box.width / 2 + 6 * step * Math.cos(angle),
                    box.y + box.height / 2 + 5 * step * Math.sin(angle));
            page.waitForTimeout(50);
        }
        assertThat(page.locator("[data-test=archive]")).containsText("亩");
        assertThat(page.locator("[data-test=archive] a[href^='/parcels/']").first()).isVisible();
    }

    @Test
    void aWorkOrderSaysItsNumbersAndWhyItWasDecidedSo() {
        Page page = openAs(Role.VILLAGE, WIDE, "/work-orders?status=ACCEPTED_IN_PART");
        page.locator("tbody a").first().click();
        assertThat(page.locator("[data-test=decision]")).containsText(Pattern.compile("\\d+\\.\\d\\d 亩"));
        assertThat(page.locator("[data-test=decision] .reason")).not().isEmpty();
        assertThat(page.locator("[data-test=numbers]")).containsText("覆盖率");
        assertThat(page.locator("canvas.maplibregl-canvas")).isVisible();
    }

    @Test
    void aStatementAddsUpAndFitsAPhone() {
        Page page = openAs(Role.HOUSEHOLD, PHONE, "/mine");
        page.locator("[data-test=mine-due] a").click();
        assertThat(page.locator("[data-test=due]")).hasText(Pattern.compile("[\\d,]+\\.\\d\\d"));
        assertThat(page.locator("[data-test=statement] [role=alert]")).hasCount(0);
        assertThat(widthBeyondTheScreen(page)).isZero();
    }

    static Stream<String> pagesOfTheClerk() {
        return Stream.of("/waiting", "/board", "/map", "/households", "/parcels", "/imports", "/needs?new=1",
                "/bundles",
                "/providers", "/contracts", "/work-orders", "/dispatch", "/appeals", "/funds", "/accounts", "/notices",
                "/rules", "/papers", "/planning", "/disputes", "/entities");
    }

    @ParameterizedTest
    @MethodSource("pagesOfTheClerk")
    void nothingHasToBeScrolledSidewaysOnAPhone(String path) {
        Page page = openAs(Role.VILLAGE, PHONE, path);
        assertThat(page.locator("main h1").first()).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.locator("main [role=alert]")).hasCount(0);
        assertThat(widthBeyondTheScreen(page)).isZero();
    }

    @Test
    void theKeyboardReachesTheContentAndShowsWhereItIs() {
        Page page = openAs(Role.COUNTY, WIDE, "/board");
        page.reload();
        page.waitForSelector("[data-test=board]");
        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasText("跳到正文");
        page.keyboard().press("Enter");
        assertThat(page.locator("main:focus")).hasCount(1);
        page.keyboard().press("Tab");
        assertThat(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")).isNotEqualTo("none");
    }

    @Test
    void theLanguageSwitchesAndStaysSwitched() {
        Page page = openAs(Role.COUNTY, WIDE, "/board");
        page.locator("[data-test=language]").click();
        assertThat(page.locator("main h1")).containsText("Season");
        page.reload();
        assertThat(page.locator("main h1")).containsText("Season");
        assertThat((String) page.evaluate("() => document.documentElement.lang")).isEqualTo("en");
    }

    @Test
    void aPageOfAnotherRoleIsRefused() {
        Page page = openAs(Role.PROVIDER, WIDE, "/households");
        page.waitForURL(url -> url.contains("/forbidden"));
        assertThat(page.locator("h1")).hasText("这一页不归您的岗位使用");
    }

    @Test
    void allProblemsOfAFormStandBesideTheirFields() {
        Page page = openAs(Role.VILLAGE, WIDE, "/needs?new=1");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登记").setExact(true)).click();
        assertThat(page.locator("form .problem")).hasCount(4);
    }

    @Test
    void aHouseholdSignsForItsNeedOnTheClerksScreen() {
        Page page = openAs(Role.VILLAGE, PHONE, "/needs");
        page.locator("[data-test=show-evidence]").first().click();
        Locator evidence = page.locator("[data-test=evidence]");
        assertThat(evidence).containsText("还没有凭证");
        page.locator("[data-test=sign]").click();
        assertThat(page.locator("[data-test=signed]")).isDisabled();
        Locator pad = page.locator("[data-test=pad]");
        pad.scrollIntoViewIfNeeded();
        var box = pad.boundingBox();
        page.mouse().move(box.x + 20, box.y + 30);
        page.mouse().down();
        page.mouse().move(box.x + 90, box.y + 60);
        page.mouse().move(box.x + 160, box.y + 20);
        page.mouse().up();
        page.locator("[data-test=signed]").click();
        assertThat(evidence.locator("li")).hasCount(1);
        assertThat(evidence.locator("li")).containsText("签字");
        assertThat(evidence.locator("li img")).isVisible();
        assertThat(widthBeyondTheScreen(page)).isZero();
    }

    @Test
    void aLeaderMarksWhomHeMetWithOneTap() {
        Page page = openAs(Role.LEADER, PHONE, "/leader");
        Locator households = page.locator("[data-test=household]");
        assertThat(households).hasCount(12);
        assertThat(households.first()).containsText("还没走到");
        Locator progress = page.locator("[data-test=progress]");
        String before = progress.textContent();
        households.first().locator("[data-state=VISITED]").click();
        assertThat(progress).not().hasText(before);
        assertThat(widthBeyondTheScreen(page)).isZero();
    }

    @Test
    void aDisputeShowsItsWayUpTheLadderAndItsEnd() {
        Page page = openAs(Role.COUNTY, WIDE, "/disputes");
        page.locator("main a[href^='/disputes/']").first().click();
        assertThat(page.locator("main")).containsText("服务主体 付给 农户 20.00 元");
        page.locator("main a[href^='/ledger/']").click();
        assertThat(page.locator("main")).containsText("纠纷");
    }

    @Test
    void aContractShowsWhoSignedItAndAStrangerCanCheckThat() {
        Page page = openAs(Role.COUNTY, PHONE, "/contracts");
        String contract = page.locator("main a[href^='/contracts/']").first().getAttribute("href");
        page.navigate(season.address() + contract + "?tab=text");
        Locator signatures = page.locator("[data-test=signatures]");
        assertThat(signatures.locator(".ok")).hasCount(2);
        assertThat(signatures).containsText("电子签名有效");
        String hash = page.locator(".paper code").first().textContent();
        page.navigate(season.address() + contract + "?tab=amend");
        assertThat(page.locator("main")).containsText("原合同");
        assertThat(widthBeyondTheScreen(page)).isZero();
        page.navigate(season.address() + "/c/" + hash);
        assertThat(page.locator("main")).containsText("文本真实");
        assertThat(page.locator("[data-test=signatures] .ok")).hasCount(2);
        assertThat(widthBeyondTheScreen(page)).isZero();
    }

    private static int widthBeyondTheScreen(Page page) {
        return (int) page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)");
    }
}
