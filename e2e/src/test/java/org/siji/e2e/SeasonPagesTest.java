package org.siji.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    void aScriptInANameIsShownAsItIsWritten() {
        Page page = openAs(Role.COUNTY, WIDE, "/providers");
        String name = "<img src=x onerror=\"window.ran=true\"><script>window.ran=true</script>农机队";
        Object id = page.evaluate("""
                async name => {
                  const answer = await fetch('/api/v1/providers', { method: 'POST', body: JSON.stringify({ name }),
                    headers: { 'Content-Type': 'application/json', 'X-Siji-Request': '1' } })
                  if (!answer.ok) throw new Error(await answer.text())
                  return (await answer.json()).id
                }""", name);
        page.navigate(season.address() + "/providers/" + id);
        assertThat(page.locator("main h1").first()).containsText(name);
        assertThat(page.evaluate("() => 'ran' in window")).isEqualTo(false);
        page.navigate(season.address() + "/providers");
        assertThat(page.locator("main").getByText(name).first()).isVisible();
        assertThat(page.evaluate("() => 'ran' in window")).isEqualTo(false);
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

    /** What a page's own script would do, with its login. */
    private static final String API = """
            async ([method, path, body]) => {
              const answer = await fetch('/api/v1' + path, { method, headers: { 'X-Siji-Request': '1',
                'Content-Type': 'application/json' }, body: body === null ? undefined : body })
              if (!answer.ok) throw new Error(method + ' ' + path + ' ' + await answer.text())
              return await answer.json()
            }""";

    private static JsonNode call(Page page, String method, String path, @Nullable String body) {
        return JsonMapper.shared().readTree(String.valueOf(page.evaluate(
                "args => (" + API + ")(args).then(JSON.stringify)", Arrays.asList(method, path, body))));
    }

    private static String need(JsonNode field, String cultivatorId, String kind) {
        return """
                {"fieldId":"%s","operation":"STRAW_RETURN","windowFrom":"2026-11-01","windowTo":"2026-11-10","season":2026,
                "enteredFor":"%s","confirmation":{"kind":"%s"}}"""
                .formatted(field.path(field.has("fieldId") ? "fieldId" : "id").asString(), cultivatorId, kind);
    }

    @Test
    void aBundleIsTalkedAboutOnItsMapBeforeItIsClosed() {
        Page home = openAs(Role.HOUSEHOLD, PHONE, "/mine");
        BrowserContext atHome = Objects.requireNonNull(context);
        String household = call(home, "GET", "/session", null).path("householdId").asString();
        JsonNode detail = call(home, "GET", "/households/" + household, null);
        String need = call(home, "POST", "/needs", need(detail.path("fields").path(0),
                detail.path("cultivatorId").asString(), "SELF")).path("id").asString();

        Page office = openAs(Role.COUNTY, WIDE, "/board");
        String bundle = call(office, "POST", "/bundles", "{\"needIds\":[\"" + need + "\"]}").path("id").asString();
        JsonNode bridge = call(office, "GET", "/bundles/" + bundle + "/surroundings", null).path("bridges").path(0);
        call(office, "POST", "/needs", need(bridge, bridge.path("cultivatorId").asString(), "PHOTO"));

        home.reload();
        Locator mine = home.locator("[data-test=my-need]").filter(new Locator.FilterOptions().setHasText("秸秆还田"));
        mine.locator("[data-test=more]").click();
        home.locator("[data-test=object]").click();
        home.locator("[data-test=affair-words]").fill("十一月上旬我不在家");
        home.locator("[data-test=affair-send]").click();
        assertThat(home.locator("[data-test=affair-said]")).containsText("村里答复以前不会锁定");
        assertThat(widthBeyondTheScreen(home)).isZero();

        office.navigate(season.address() + "/bundles/" + bundle);
        assertThat(office.locator("[data-test=close-bundle]")).isDisabled();
        assertThat(office.locator("[data-test=ground] canvas")).isVisible();
        office.locator("[data-test=out] [data-test=add]").first().click();
        assertThat(office.locator("[data-test=change]")).containsText("连片");
        office.locator("[data-test=do-change]").click();
        assertThat(office.locator("[data-test=in] li")).hasCount(2);
        office.locator("[data-test=answer-objection]").click();
        office.locator("[data-test=answer]").fill("改在您回来以后做");
        office.locator("[data-test=reject]").click();
        office.locator("[data-test=close-bundle]").click();
        assertThat(office.locator("[data-test=ground]")).containsText("打包已确定");
        assertThat(office.locator("[data-test=add], [data-test=remove]")).hasCount(0);
        atHome.close();
    }

    @Test
    void aPackageIsTakenByAHousehold() {
        Page home = openAs(Role.HOUSEHOLD, PHONE, "/mine");
        BrowserContext atHome = Objects.requireNonNull(context);
        String household = call(home, "GET", "/session", null).path("householdId").asString();
        String village = call(home, "GET", "/households/" + household, null).path("villageCode").asString();

        Page provider = openAs(Role.PROVIDER, WIDE, "/packages");
        String own = call(provider, "GET", "/session", null).path("providerId").asString();
        JsonNode prices = call(provider, "GET", "/providers/" + own + "/prices", null)
                .path("prices");
        JsonNode price = prices.path(0);
        String operation = price.path("operation").asString();
        String offer = """
                {"name":"秋收两遍","season":2026,"operations":[
                {"operation":"%1$s","windowFrom":"2026-11-12","windowTo":"2026-11-15","weight":1},
                {"operation":"%1$s","windowFrom":"2026-11-20","windowTo":"2026-11-25","weight":1}],
                "prices":[{"minAreaMu":0,"fenPerMu":10000}],
                "promise":{"kind":"ON_TIME","refundFenPerMu":1000,"text":"按时做完"},"villages":["%2$s"]}"""
                .formatted(operation, village);
        String id = call(provider, "POST", "/packages", offer).path("id").asString();
        provider.navigate(season.address() + "/packages/" + id);
        provider.locator("[data-test=publish]").click();
        assertThat(provider.locator("[data-test=takings]")).isVisible();

        home.navigate(season.address() + "/packages/" + id);
        home.locator("[data-test=begin-take]").click();
        assertThat(home.locator("[data-test=take] tfoot")).containsText("合计");
        home.locator("[data-test=take] button[type=submit]").click();
        assertThat(home.locator("[data-test=taken]")).containsText("已认领");
        assertThat(widthBeyondTheScreen(home)).isZero();
        provider.reload();
        assertThat(provider.locator("[data-test=takings] li").first()).containsText("本人登记");
        atHome.close();
    }

    private static int widthBeyondTheScreen(Page page) {
        return (int) page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)");
    }
}
