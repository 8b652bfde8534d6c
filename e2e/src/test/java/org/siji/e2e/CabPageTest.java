package org.siji.e2e;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.siji.platform.identity.Role;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Geolocation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A day in the cab, in real Chromium: the network is cut, the page opened anew, the clock wrong, answers lost, orders cancelled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CabPageTest {

    private static final int PHONE_WIDTH = 360;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final long LONGER_THAN_HELD_MILLIS = 11_000;
    /** As long as the clock of a phone with an empty battery has stood still. */
    private static final Date LONG_AGO = Date.from(Instant.parse("1999-12-31T23:00:00Z"));
    private static final String STEPS = """
            async (order) => {
              const answer = await fetch('/api/v1/cab/steps?order=' + order)
              return (await answer.json()).items.map((s) => [s.kind, s.answer, s.clock, s.phoneClock.slice(0, 4), s.note].join(' '))
            }""";
    private static final String CANCEL = """
            async (order) => (await fetch('/api/v1/work-orders/' + order + '/cancel', { method: 'POST',
                body: '{"reason":"绝收"}', headers: { 'Content-Type': 'application/json', 'X-Siji-Request': '1' } })).status""";

    private Chromium chromium;
    private DemoSeason season;
    private DemoSeason.Login login;
    private BrowserContext office;
    private Page county;
    private @Nullable BrowserContext context;

    /** One of the operators has fields for today. */
    @BeforeAll
    void playTheSeason(@TempDir Path home) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        chromium = Chromium.open();
        season = DemoSeason.play(home);
        office = browser(1440);
        county = signIn(office, season.login(Role.COUNTY), "/board");
        login = season.logins(Role.OPERATOR).stream().filter(this::hasWork).findFirst().orElseThrow();
    }

    private boolean hasWork(DemoSeason.Login one) {
        try (BrowserContext own = browser(PHONE_WIDTH)) {
            Page page = signIn(own, one, "/cab");
            return Integer
                    .parseInt(page.evaluate("async () => (await (await fetch('/api/v1/cab')).json()).stops.length")
                            .toString()) > 0;
        }
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

    @AfterEach
    void leave() {
        if (context != null) {
            context.close();
        }
    }

    private static Page signIn(BrowserContext context, DemoSeason.Login login, String path) {
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.navigate("/login?to=" + path);
        page.getByLabel("用户名").fill(login.username());
        page.getByLabel("密码").fill(login.password());
        page.getByLabel("密码").press("Enter");
        page.waitForURL(url -> !url.contains("/login"));
        return page;
    }

    private BrowserContext browser(int width) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setBaseURL(season.address())
                .setViewportSize(width, 800));
    }

    /** The operator's page, with all on the phone that a day without a network needs. */
    private Page cab() {
        BrowserContext own = browser(PHONE_WIDTH);
        context = own;
        Page page = signIn(own, login, "/cab");
        assertThat(page.locator("[data-test=next]")).isVisible();
        page.waitForFunction("() => navigator.serviceWorker.controller !== null");
        return page;
    }

    private static Locator next(Page page) {
        return page.locator("[data-test=next]");
    }

    private static String idOfNext(Page page) {
        return Objects.requireNonNull(next(page).getAttribute("data-id"));
    }

    private static void tap(Page page, String kind) {
        next(page).locator("[data-step=" + kind + "]").click();
    }

    private List<?> steps(String order) {
        return (List<?>) county.evaluate(STEPS, order);
    }

    @Test
    void aDayWithoutANetworkIsKeptOverAReloadAndArrivesWhole() {
        Page page = cab();
        String first = idOfNext(page);
        page.context().setOffline(true);
        page.clock().install(new Clock.InstallOptions().setTime(LONG_AGO));
        page.reload();
        assertThat(page.locator("[data-test=strip]")).containsText("没有网络");
        assertThat(page.locator("[data-test=sign-out]")).isDisabled();
        tap(page, "START");
        assertThat(next(page)).hasAttribute("data-state", "WORKING");
        page.locator("[data-test=take-back]").click();
        assertThat(next(page)).hasAttribute("data-state", "NOT_BEGUN");
        tap(page, "START");
        assertThat(next(page)).hasAttribute("data-state", "WORKING");
        page.reload();
        assertThat(next(page)).hasAttribute("data-state", "WORKING");
        assertThat(next(page)).hasAttribute("data-id", first);
        page.clock().fastForward(LONGER_THAN_HELD_MILLIS);
        tap(page, "DONE");
        assertThat(next(page)).not().hasAttribute("data-id", first);
        String second = idOfNext(page);
        page.locator("[data-test=problem]").click();
        page.locator("[data-test=note]").fill("<b onclick=alert(1)>桥</b>");
        page.locator("[data-problem=NO_WAY_IN]").click();
        assertThat(next(page)).containsText("进不去");
        assertThat(page.locator("[data-test=waiting]")).containsText("3 条");
        page.reload();
        assertThat(page.locator("[data-test=waiting]")).containsText("3 条");
        assertThat((int) page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"))
                .isZero();
        page.context().setOffline(false);
        page.clock().fastForward(LONGER_THAN_HELD_MILLIS);
        assertThat(page.locator("[data-test=strip]")).hasCount(0);
        assertThat(page.locator("[data-test=clock]")).containsText("手机时间慢了");
        assertThat(steps(first).toString()).isEqualTo("[START DONE CORRECTED 1999 , DONE DONE CORRECTED 1999 ]");
        assertThat(steps(second).toString())
                .isEqualTo("[PROBLEM DONE CORRECTED 1999 <b onclick=alert(1)>桥</b>]");
        county.navigate("/work-orders/" + first);
        assertThat(county.locator("[data-test=operator-state]")).containsText("机手已做完");
        assertThat(county.locator("[data-test=operator-steps]")).containsText("手机时间不准，已更正");
    }

    @Test
    void aStepWhoseAnswerIsLostIsSentAgainAndTakenOnce() {
        Page page = cab();
        String order = idOfNext(page);
        AtomicInteger sent = new AtomicInteger();
        page.route("**/api/v1/cab/steps", route -> {
            if (sent.getAndIncrement() == 0) {
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        tap(page, "START");
        page.waitForCondition(() -> sent.get() >= 2);
        assertThat(page.locator("[data-test=waiting]")).hasCount(0);
        assertThat(steps(order).stream().map(String::valueOf).filter(one -> one.startsWith("START")).toList())
                .hasSize(1)
                .first().asString().startsWith("START DONE RIGHT");
        tap(page, "DONE");
        assertThat(next(page)).not().hasAttribute("data-id", order);
        assertThat(page.locator("[data-test=waiting]")).hasCount(0);
    }

    @Test
    void anOrderThatWasCancelledMeanwhileIsSaidSoAndNothingIsLost() {
        Page page = cab();
        String order = idOfNext(page);
        page.context().setOffline(true);
        tap(page, "START");
        assertThat(page.locator("[data-test=waiting]")).containsText("1 条");
        assertThat(county.evaluate(CANCEL, order)).isEqualTo(200);
        page.context().setOffline(false);
        Locator told = page.locator("[data-test=not-counted]");
        assertThat(told).containsText("已取消");
        assertThat(next(page)).not().hasAttribute("data-id", order);
        told.locator("[data-test=put-aside]").click();
        assertThat(told).hasCount(0);
        assertThat(page.locator("[data-test=strip]")).hasCount(0);
        assertThat(steps(order).toString()).contains("START CONFLICT");
    }

    @Test
    void theWayIsToldFromWhereThePhoneIs() {
        Page page = cab();
        assertThat(page.locator("[data-test=way]")).containsText("从上一块地");
        assertThat(page.locator("[data-test=map-link]")).hasAttribute("href",
                java.util.regex.Pattern.compile("geo:.*"));
        Map<?, ?> place = (Map<?, ?>) page.evaluate("""
                async (id) => (await (await fetch('/api/v1/cab')).json()).stops.find((s) => s.orderId === id)""",
                idOfNext(page));
        page.context().grantPermissions(List.of("geolocation"));
        // A hundredth of a degree of latitude is 1,112 m.
        page.context().setGeolocation(
                new Geolocation(((Number) Objects.requireNonNull(place.get("lat"))).doubleValue() - 0.01,
                        ((Number) Objects.requireNonNull(place.get("lon"))).doubleValue()));
        page.reload();
        assertThat(page.locator("[data-test=way]")).containsText("在您北方向 1.1 公里");
    }

    @Test
    void aProviderMakesAndEndsTheLoginOfAnOperator() {
        BrowserContext own = browser(1280);
        context = own;
        Page page = signIn(own, season.login(Role.PROVIDER), "/operators");
        assertThat(page.locator("[data-test=operator]")).hasCount(1);
        page.locator("[data-test=add]").click();
        page.locator("[data-test=name]").fill("刘师傅");
        page.locator("[data-test=username]").fill("liu-shifu");
        page.locator("form input[type=checkbox]").first().check();
        page.locator("form button[type=submit]").click();
        assertThat(page.locator("[data-test=password]")).isVisible();
        Locator fresh = page.locator("[data-test=operator]").filter(new Locator.FilterOptions().setHasText("刘师傅"));
        assertThat(fresh.locator("[data-test=drives]")).not().containsText("没有分农机");
        try (BrowserContext phone = browser(PHONE_WIDTH)) {
            Page his = signIn(phone, season.logins(Role.OPERATOR).getFirst(), "/operators");
            assertThat(his).hasURL(java.util.regex.Pattern.compile(".*/forbidden.*"));
        }
        page.onDialog(Dialog::accept);
        fresh.locator("[data-test=end]").click();
        assertThat(fresh).containsText("离职");
        assertThat(fresh.locator("[data-test=change]")).hasCount(0);
    }
}
