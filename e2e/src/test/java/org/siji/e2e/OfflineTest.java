package org.siji.e2e;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.assertj.core.api.InstanceOfAssertFactories;
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
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A leader's day in the field, in real Chromium: the network is cut, pages are opened anew, the clock is wrong, answers get lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfflineTest {

    private static final int PHONE_WIDTH = 360;
    private static final int PATIENCE_MILLIS = 30_000;
    /** As long as the clock of a phone with an empty battery has stood still. */
    private static final Date LONG_AGO = Date.from(Instant.parse("1999-12-31T23:59:00Z"));
    private static final String ALL_ENTRIES = """
            async () => {
              const answer = await fetch('/api/v1/entries?limit=1000')
              return (await answer.json()).items.map((e) => [e.kind, e.answer, e.phoneClock, JSON.stringify(e.body)].join(' '))
            }""";
    private static final String POST = """
            async ([path, body]) => {
              const answer = await fetch('/api/v1' + path, { method: 'POST', body,
                  headers: { 'Content-Type': 'application/json', 'X-Siji-Request': '1' } })
              return answer.status + ' ' + await answer.text()
            }""";

    /** What the phone keeps itself, whatever its page shows. */
    private static final String ALL_DONE = """
            async () => {
              const of = (request) => new Promise((done, fail) => {
                request.onsuccess = () => done(request.result)
                request.onerror = () => fail(request.error)
              })
              const [{ name }] = await indexedDB.databases()
              const db = await of(indexedDB.open(name))
              const all = await of(db.transaction('queue').objectStore('queue').getAll())
              db.close()
              return all.every((entry) => entry.state === 'DONE')
            }""";

    private Chromium chromium;
    private DemoSeason season;
    private @Nullable BrowserContext context;

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

    @AfterEach
    void leave() {
        if (context != null) {
            context.close();
        }
    }

    private static Page signIn(BrowserContext context, DemoSeason.Login login, String path) {
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        enter(page, login, path);
        return page;
    }

    private static void enter(Page page, DemoSeason.Login login, String path) {
        page.navigate("/login?to=" + path);
        page.getByLabel("用户名").fill(login.username());
        page.getByLabel("密码").fill(login.password());
        page.getByLabel("密码").press("Enter");
        page.waitForURL(url -> !url.contains("/login"));
    }

    private BrowserContext browser(int width) {
        return chromium.browser().newContext(
                new Browser.NewContextOptions().setBaseURL(season.address()).setViewportSize(width, 800));
    }

    /** A leader's page with everything on the phone that a day without a network needs. */
    private Page leader() {
        BrowserContext own = browser(PHONE_WIDTH);
        context = own;
        Page page = signIn(own, season.login(Role.LEADER), "/leader");
        assertThat(page.locator("[data-test=household]")).hasCount(12);
        page.waitForFunction("() => navigator.serviceWorker.controller !== null");
        return page;
    }

    private static void draw(Page page) {
        Locator pad = page.locator("[data-test=pad]");
        pad.scrollIntoViewIfNeeded();
        BoundingBox box = pad.boundingBox();
        page.mouse().move(box.x + 30, box.y + 30);
        page.mouse().down();
        page.mouse().move(box.x + 150, box.y + 80);
        page.mouse().move(box.x + 200, box.y + 40);
        page.mouse().up();
    }

    private static void busy(Route route) {
        route.fulfill(new Route.FulfillOptions().setStatus(503));
    }

    private static List<?> entries(Page page, String containing) {
        return ((List<?>) page.evaluate(ALL_ENTRIES)).stream().filter(one -> String.valueOf(one).contains(containing))
                .toList();
    }

    @Test
    void aDayWithoutANetworkArrivesWholeAndInOrder() {
        Page page = leader();
        page.context().setOffline(true);
        page.clock().setFixedTime(LONG_AGO);
        page.reload();
        Locator households = page.locator("[data-test=household]");
        assertThat(households).hasCount(12);
        assertThat(page.locator("[data-test=strip]")).containsText("没有网络");
        assertThat(page.locator("[data-test=sign-out]")).isDisabled();
        String id = households.first().getAttribute("data-id");
        Locator own = page.locator("[data-test=household][data-id='" + id + "']");
        own.locator("[data-state=NOT_MET]").click();
        assertThat(page.locator("[data-test=waiting]")).containsText("1 条");
        own.locator("[data-test=open]").click();
        page.locator("[data-test=enter-need]").click();
        // The sample's fields are wanted for this year's harvest: those are not offered by themselves.
        Locator offered = page.locator("[data-test=need-form] input[type=checkbox]:not([data-test=place])");
        offered.all().forEach(Locator::check);
        page.locator("[data-test=from]").fill("2031-03-01");
        page.locator("[data-test=to]").fill("2031-03-10");
        int fields = offered.count();
        draw(page);
        page.locator("[data-test=signed]").click();
        assertThat(page.locator("[data-test=said]")).isVisible();
        page.locator("[data-test=note]").fill("<b onclick=alert(1)>王</b>");
        page.locator("[data-state=VISITED]").click();
        int written = 2 + 2 * fields;
        assertThat(page.locator("[data-test=waiting]")).containsText(written + " 条");
        page.reload();
        assertThat(page.locator("[data-test=waiting]")).containsText(written + " 条");
        assertThat(page.locator("main")).containsText("<b onclick=alert(1)>王</b>");
        page.locator("[data-test=queue]").click();
        assertThat(page.locator("[data-test=entry]")).hasCount(written);
        assertThat((int) page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"))
                .isZero();
        page.context().setOffline(false);
        assertThat(page.locator("[data-test=strip]")).hasCount(0);
        assertThat(entries(page, "1999-12-31")).hasSize(written)
                .allMatch(one -> String.valueOf(one).contains(" DONE "));
        String marks = page.evaluate("""
                async (id) => {
                  const phone = await (await fetch('/api/v1/phone')).json()
                  return phone.households.find((h) => h.id === id).marks.map((m) => m.state + m.at.slice(0, 2)).join()
                }""", id).toString();
        assertThat(marks).startsWith("NOT_MET20").endsWith("VISITED20");
    }

    @Test
    void anEntryWhoseAnswerIsLostIsSentAgainAndTakenOnce() {
        Page page = leader();
        AtomicInteger lost = new AtomicInteger();
        page.route("**/api/v1/entries", route -> {
            if (lost.getAndIncrement() == 0) {
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        page.locator("[data-test=household]").last().locator("[data-test=open]").click();
        page.locator("[data-test=note]").fill("lost answer");
        page.locator("[data-state=DATA_CONFIRMED]").click();
        // Only then is it sure that the queue has not merely not begun yet.
        page.waitForCondition(() -> lost.get() >= 2);
        assertThat(page.locator("[data-test=waiting]")).hasCount(0);
        assertThat(entries(page, "lost answer")).hasSize(1);
        assertThat(page.locator("main").getByText("lost answer")).hasCount(1);
        String household = page.url().substring(page.url().lastIndexOf('/') + 1);
        String twice = "{\"entries\":[{\"id\":\"%s\",\"seq\":1,\"kind\":\"MARK\",\"body\":{\"householdId\":\"%s\",\"season\":2031,\"state\":\"VISITED\"}}]}"
                .formatted(UUID.randomUUID(), household);
        assertThat(page.evaluate(POST, List.of("/entries", twice)).toString()).contains("\"repeated\":false");
        assertThat(page.evaluate(POST, List.of("/entries", twice)).toString()).contains("\"repeated\":true");
    }

    @Test
    void aConflictShowsBothVersionsAndKeepsBoth() {
        Page page = leader();
        Locator household = page.locator("[data-test=household]").nth(5);
        String id = household.getAttribute("data-id");
        page.context().setOffline(true);
        page.locator("[data-test=household][data-id='" + id + "'] [data-state=VISITED]").click();
        assertThat(page.locator("[data-test=waiting]")).containsText("1 条");
        try (BrowserContext office = browser(1440)) {
            Page clerk = signIn(office, season.login(Role.COUNTY), "/board");
            Object year = clerk.evaluate("() => new Date().getFullYear()");
            String mark = "{\"state\":\"REFUSED\",\"season\":" + year + ",\"note\":\"外出打工\"}";
            assertThat(clerk.evaluate(POST, List.of("/duty-areas/households/" + id + "/progress", mark)).toString())
                    .startsWith("201");
            page.context().setOffline(false);
            assertThat(page.locator("[data-test=strip]")).containsText("1 条要您决定");
            clerk.navigate("/entries");
            assertThat(clerk.locator("[data-test=entry]")).containsText("外出打工");
        }
        page.locator("[data-test=queue]").click();
        Locator entry = page.locator("[data-test=entry][data-entry-state=CONFLICT]");
        assertThat(entry).containsText("已走访");
        assertThat(entry.locator("[data-test=theirs]")).containsText("外出打工");
        entry.locator("[data-test=keep-mine]").click();
        assertThat(page.locator("[data-test=strip]")).hasCount(0);
        page.navigate("/leader/" + id);
        assertThat(page.locator("main")).containsText("外出打工");
        assertThat(page.locator("main p.mark").last()).containsText("已走访");
    }

    @Test
    void aNeedWithItsSignatureIsFourTaps() {
        Page page = leader();
        page.locator("[data-test=household]").nth(7).locator("[data-test=open]").click();
        page.locator("[data-test=enter-need]").click();
        int fields = page.locator("[data-test=need-form] input[type=checkbox]:checked").count();
        assertThat(fields).isPositive();
        draw(page);
        page.locator("[data-test=signed]").click();
        assertThat(page.locator("[data-test=said]")).isVisible();
        assertThat(page.locator("[data-test=waiting]")).hasCount(0);
        String household = page.url().substring(page.url().lastIndexOf('/') + 1);
        Object signatures = page.evaluate("""
                async (id) => {
                  const phone = await (await fetch('/api/v1/phone')).json()
                  const own = phone.households.find((h) => h.id === id).needs.filter((n) => n.enteredBy.startsWith('leader'))
                  const kept = await Promise.all(own.map(async (n) =>
                    (await (await fetch('/api/v1/evidence?subjectType=needs&subjectId=' + n.id)).json()).items))
                  return kept.flat().filter((e) => e.kind === 'SIGNATURE' && e.bytes > 500).length
                }""", household);
        assertThat(signatures).isEqualTo(fields);
        page.locator("[data-test=enter-need]").click();
        page.locator("[data-test=from]").fill("2032-03-01");
        page.locator("[data-test=to]").fill("2032-03-10");
        page.locator("[data-test=need-form] input[type=checkbox]").first().check();
        page.locator("[data-test=need-form] input[value=WITNESS]").check();
        page.locator("[data-test=save-need]").click();
        assertThat(page.locator("[data-test=need-form] [role=alert]")).isVisible();
        page.locator("[data-test=witness]").fill("李见证");
        page.locator("[data-test=witness-role]").fill("邻居");
        page.locator("[data-test=save-need]").click();
        assertThat(page.locator("[data-test=need]").getByText("见证人").first()).isVisible();
        assertThat(page.locator("[data-test=waiting]")).hasCount(0);
        assertThat(entries(page, "李见证")).isNotEmpty().allMatch(one -> String.valueOf(one).contains(" DONE "));
    }

    @Test
    void whatWaitsStaysOnThePhoneOfWhoeverWroteIt() {
        Page page = leader();
        page.route("**/api/v1/entries", OfflineTest::busy);
        page.locator("[data-test=household]").nth(9).locator("[data-state=VISITED]").click();
        assertThat(page.locator("[data-test=waiting]")).containsText("1 条");
        AtomicInteger asked = new AtomicInteger();
        page.onDialog(dialog -> {
            if (asked.getAndIncrement() == 0) {
                dialog.dismiss();
            } else {
                dialog.accept();
            }
        });
        page.locator("[data-test=sign-out]").click();
        assertThat(page.locator("[data-test=waiting]")).containsText("1 条");
        page.locator("[data-test=sign-out]").click();
        page.waitForURL(url -> url.contains("/login"));
        page.unroute("**/api/v1/entries");
        enter(page, season.login(Role.HOUSEHOLD), "/mine");
        assertThat(page.locator("main h1").first()).isVisible();
        assertThat(page.locator("[data-test=strip]")).hasCount(0);
        page.locator("[data-test=sign-out]").click();
        page.waitForURL(url -> url.contains("/login"));
        enter(page, season.login(Role.LEADER), "/leader");
        assertThat(page.locator("[data-test=household]")).hasCount(12);
        // The strip comes after the page: that it says nothing of the entry doesn't mean yet that it has been sent.
        page.waitForFunction(ALL_DONE);
        assertThat(page.locator("[data-test=waiting]")).hasCount(0);
        page.locator("[data-test=sign-out]").click();
        page.waitForURL(url -> url.contains("/login"));
        // A request that was under way is answered with 401, which leads to the same page before all is forgotten.
        page.waitForFunction("async () => (await indexedDB.databases()).length === 0");
    }

    /** What Chromium itself asks of a page that may be installed. */
    @Test
    void thePageCanBeInstalled() {
        Page page = leader();
        Object manifest = page.evaluate("async () => (await fetch('/manifest.webmanifest')).json()");
        assertThat(manifest).asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("display", "standalone").containsEntry("start_url", "/leader").containsKey("icons");
        for (Object address : (List<?>) page.evaluate(
                "async () => (await (await fetch('/manifest.webmanifest')).json()).icons.map((icon) => icon.src)")) {
            assertThat(page.evaluate("async (path) => (await fetch(path)).headers.get('content-type')", address))
                    .asString().startsWith("image/");
        }
        Object kept = page.evaluate("""
                async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys())
                    .map((request) => new URL(request.url).pathname)))).flat()""");
        assertThat((List<?>) kept).isNotEmpty().noneMatch(path -> String.valueOf(path).startsWith("/api/"));
    }
}
