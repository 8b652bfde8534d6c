package org.siji.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.siji.platform.identity.Role;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The dispatcher's page in real Chromium: from the search to the published plan, by mouse, by keys and by thumb. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DispatchPageTest {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int WIDE = 1440;
    private static final int PHONE = 360;
    private static final Pattern PLAN = Pattern.compile("/dispatch/[0-9a-f-]{36}");
    private static final Pattern YUAN = Pattern.compile("(多花|少花) [\\d,]+\\.\\d\\d 元|花费不变");
    private static final LocatorAssertions.ContainsTextOptions WITHIN_A_MINUTE = new LocatorAssertions.ContainsTextOptions()
            .setTimeout(60_000);

    private Chromium chromium;
    private DemoSeason season;
    private Work work;

    /** What the demo leaves to be done: a provider's winter tillage, and its two machines for it. */
    private record Work(String provider, String from, String to, String first, String second) {}

    @BeforeAll
    void playTheSeason(@TempDir Path home) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        chromium = Chromium.open();
        season = DemoSeason.play(home);
        try (BrowserContext desk = browser(WIDE)) {
            work = prepare(signIn(desk, "/dispatch"));
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

    private BrowserContext browser(int width) {
        return chromium.browser().newContext(
                new Browser.NewContextOptions().setBaseURL(season.address()).setViewportSize(width, 1000));
    }

    private Page signIn(BrowserContext context, String path) {
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.navigate("/login?to=" + path);
        page.getByLabel("用户名").fill(season.login(Role.COUNTY).username());
        page.getByLabel("密码").fill(season.login(Role.COUNTY).password());
        page.getByLabel("密码").press("Enter");
        page.waitForURL(url -> !url.contains("/login"));
        return page;
    }

    /** The provider with most open orders gets a twin of the machine that can do them: two are needed to move between. */
    private static Work prepare(Page page) {
        Object found = page.evaluate("""
                async () => {
                  const get = async path => (await (await fetch('/api/v1' + path)).json()).items
                  const orders = await get('/work-orders?status=ISSUED&limit=1000')
                  const by = Object.groupBy(orders, o => o.providerId + ' ' + o.operation)
                  const most = Object.values(by).sort((a, b) => b.length - a.length)[0]
                  const { providerId, operation } = most[0]
                  const machines = await get('/machines?limit=1000&provider=' + providerId)
                  const first = machines.find(m => m.rates.some(r => r.operation === operation))
                  const { id, version, ...twin } = first
                  const answer = await fetch('/api/v1/machines', { method: 'POST', body: JSON.stringify({ ...twin, name: '双胞胎' }),
                    headers: { 'Content-Type': 'application/json', 'X-Siji-Request': '1', 'Idempotency-Key': crypto.randomUUID() } })
                  if (!answer.ok) throw new Error(await answer.text())
                  return { provider: providerId, from: most.map(o => o.windowFrom).sort()[0], to: most.map(o => o.windowTo).sort().at(-1),
                    first: first.id, second: (await answer.json()).id }
                }""");
        Map<?, ?> work = (Map<?, ?>) found;
        return new Work(text(work, "provider"), text(work, "from"), text(work, "to"), text(work, "first"),
                text(work, "second"));
    }

    private static String text(Map<?, ?> found, String key) {
        return Objects.requireNonNull((String) found.get(key), key);
    }

    /** Makes a plan on the page and waits until it is found. */
    private void plan(Page page) {
        page.navigate("/dispatch");
        page.locator("[data-test=make]").click();
        Locator form = page.locator("[data-test=make-form]");
        form.getByLabel("服务主体").selectOption(work.provider());
        form.getByLabel("从", new Locator.GetByLabelOptions().setExact(true)).fill(work.from());
        form.getByLabel("到", new Locator.GetByLabelOptions().setExact(true)).fill(work.to());
        form.getByLabel("计算时间（秒）").fill("2");
        form.locator("button[type=submit]").click();
        page.waitForURL(PLAN);
        assertThat(page.locator("[data-test=plan-status]")).containsText("草案", WITHIN_A_MINUTE);
        assertThat(page.locator("[data-test=bar]").first()).isVisible();
    }

    private static String orderOf(Locator bar) {
        return Objects.requireNonNull(bar.getAttribute("data-order"));
    }

    private static Locator bars(Page page, String machine) {
        return page.locator("[data-machine='" + machine + "'] [data-test=bar]");
    }

    private static Locator bar(Page page, String order) {
        return page.locator("[data-test=bar][data-order='" + order + "']");
    }

    /** The machine that has work on the day shown, and the other one. */
    private String busy(Page page) {
        return bars(page, work.first()).count() > 0 ? work.first() : work.second();
    }

    private String other(String machine) {
        return machine.equals(work.first()) ? work.second() : work.first();
    }

    /** Takes the order by the mouse straight to the other machine's row. */
    private static void drag(Page page, String order, String machine) {
        Locator bar = bar(page, order).first();
        // Waits until a dialog that fades away no longer lies over it.
        bar.hover();
        BoundingBox from = bar.boundingBox();
        BoundingBox to = page.locator("[data-machine='" + machine + "']").boundingBox();
        double x = from.x + Math.min(8, from.width / 2);
        page.mouse().move(x, from.y + from.height / 2);
        page.mouse().down();
        page.mouse().move(x, to.y + to.height / 2, new Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
    }

    private static String machineOf(Page page, String order) {
        return (String) page.evaluate("""
                async id => (await (await fetch('/api/v1/work-orders/' + id)).json()).plannedMachineId ?? ''""", order);
    }

    @Test
    void anOrderIsDraggedLockedPlannedAgainComparedAndPublished() {
        try (BrowserContext desk = browser(WIDE)) {
            Page page = signIn(desk, "/dispatch");
            plan(page);
            String from = busy(page);
            String to = other(from);
            String order = orderOf(bars(page, from).first());

            Locator difference = page.locator("[data-test=difference]");
            drag(page, order, to);
            assertThat(difference).hasText(YUAN);
            page.locator("[data-test=leave-move]").click();
            assertThat(difference).hasCount(0);
            assertThat(bars(page, from).first()).hasAttribute("data-order", order);

            drag(page, order, to);
            assertThat(difference).hasText(YUAN);
            page.locator("[data-test=do-move]").click();
            assertThat(page.locator("[data-machine='" + to + "'] [data-order='" + order + "']")).hasCount(1);

            bar(page, order).click();
            page.locator("[data-test=lock]").click();
            assertThat(bar(page, order).locator("[data-test=lock-sign]")).hasCount(1);
            drag(page, order, from);
            assertThat(difference).hasCount(0);

            String drafted = page.url();
            breakDown(page, List.of(from));
            page.waitForURL(url -> PLAN.matcher(url).find()
                    && !url.replaceFirst("\\?.*", "").equals(drafted.replaceFirst("\\?.*", "")));
            assertThat(page.locator("[data-test=compare-cost]")).containsText(YUAN);
            assertThat(page.locator("[data-test=changes] tbody tr").first()).containsText("换");
            assertThat(page.locator("[data-test=kept] tbody tr").first()).containsText("%");
            page.locator("[data-test=view-plan]").click();
            page.locator("[data-test=day]").selectOption("all");
            assertThat(bar(page, order).first()).isVisible();
            assertThat(bars(page, from)).hasCount(0);
            assertThat(bar(page, order).locator("[data-test=lock-sign]")).hasCount(1);

            assertThat(machineOf(page, order)).isNotEqualTo(to);
            page.locator("[data-test=publish]").click();
            assertThat(page.locator("[data-test=publish-dialog]")).containsText("张作业单按本方案写上农机和日期");
            page.locator("[data-test=publish-do]").click();
            assertThat(page.locator("[data-test=plan-status]")).containsText("已发布");
            assertThat(machineOf(page, order)).isEqualTo(to);
            assertThat(page.locator("[data-test=publish]")).hasCount(0);
        }
    }

    /** Marks machines as broken on all days of the plan and plans again. */
    private static void breakDown(Page page, List<String> machines) {
        page.locator("[data-test=replan-open]").click();
        for (String machine : machines) {
            page.locator("[data-test=add-breakdown]").click();
            page.locator("[data-test=breakdown]").last().getByLabel("农机").selectOption(machine);
        }
        page.locator("[data-test=replan] button[type=submit]").click();
    }

    @Test
    void whatIsChosenOnMapTimeLineOrListIsChosenOnAll() {
        try (BrowserContext desk = browser(WIDE)) {
            Page page = signIn(desk, "/dispatch");
            plan(page);
            Locator marker = page.locator(".dispatch-marker").first();
            String order = orderOf(marker);
            marker.dispatchEvent("click");
            assertThat(bar(page, order).first()).hasAttribute("aria-pressed", "true");
            assertThat(page.locator("[data-test=stops] tr.selected")).hasCount(1);
            assertThat(page.locator("[data-test=why] li").first()).isVisible();
            assertThat(page.url()).contains("order=" + order);

            String second = orderOf(page.locator("[data-test=bar][aria-pressed=false]").first());
            bar(page, second).first().click();
            assertThat(page.locator(".dispatch-marker.chosen")).hasAttribute("data-order", second);
            page.locator("[data-test=stops] tbody tr:not(.selected)").first().click();
            assertThat(bar(page, second).first()).hasAttribute("aria-pressed", "false");
            page.reload();
            assertThat(page.locator("[data-test=order-panel]")).isVisible();
        }
    }

    @Test
    void keysMoveAnOrderAndGiveItBack() {
        try (BrowserContext desk = browser(WIDE)) {
            Page page = signIn(desk, "/dispatch");
            plan(page);
            String from = busy(page);
            Locator bar = bars(page, from).first();
            String order = orderOf(bar);
            bar.focus();
            boolean isAbove = Objects.equals(from, page.locator("[data-test=gantt-row]")
                    .filter(new Locator.FilterOptions().setHas(page.locator("[data-test=bar]"))).first()
                    .getAttribute("data-machine"));
            String[] keys = isAbove
                    ? new String[]{"Alt+ArrowDown", "Alt+ArrowUp"}
                    : new String[]{"Alt+ArrowUp",
                            "Alt+ArrowDown"};
            page.keyboard().press(keys[0]);
            Locator trial = page.locator("[data-test=trial]");
            assertThat(trial.locator("[data-test=difference], [data-test=violations]").first()).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator("[data-machine='" + from + "'] [data-order='" + order + "']")).hasCount(1);
            bar.focus();
            page.keyboard().press("ArrowRight");
            assertThat(bar(page, order).first()).hasAttribute("aria-pressed", "false");
        }
    }

    @Test
    void aThumbReassignsAndSeesWhyNothingFits() {
        try (BrowserContext pocket = browser(PHONE)) {
            Page page = signIn(pocket, "/dispatch");
            plan(page);
            page.locator("[data-test=stops] tbody tr").first().locator("button").click();
            Locator panel = page.locator("[data-test=order-panel]");
            assertThat(panel).isVisible();
            panel.locator("[data-test=reassign]").click();
            String from = busy(page);
            panel.getByLabel("农机").selectOption(other(from));
            panel.locator("[data-test=move-form] button[type=submit]").click();
            assertThat(page.locator("[data-test=difference]")).hasText(YUAN);
            page.locator("[data-test=do-move]").click();
            assertThat(page.locator("[data-test=trial]")).isHidden();
            assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth - innerWidth")).intValue())
                    .isZero();

            breakDown(page, List.of(work.first(), work.second()));
            assertThat(page.locator("[data-test=compare-cost]")).containsText(YUAN);
            page.locator("[data-test=view-plan]").click();
            Locator undone = page.locator("[data-test=undone] tbody tr").first();
            assertThat(undone).containsText("农机");
            undone.locator("button").click();
            assertThat(page.locator("[data-test=undone-reason]")).containsText("没有排上");
            assertThat(page.locator("[data-test=why] li").first()).isVisible();
        }
    }

    @Test
    void theCountySaysWhatPlansReckonWithAndSheetsArePrinted() {
        try (BrowserContext desk = browser(WIDE)) {
            Page page = signIn(desk, "/dispatch-rules");
            page.locator("[data-test=change-rules]").click();
            page.getByLabel("每公里路费").fill("4.56");
            page.getByLabel("依据").fill("县农机站 2026 年测算");
            page.getByText("保存", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("[data-test=rules]")).containsText("4.56");
            assertThat(page.locator("[data-test=rules]")).containsText("县农机站 2026 年测算");

            plan(page);
            page.getByText("机手作业单", new Page.GetByTextOptions().setExact(true)).click();
            Locator sheet = page.locator("[data-test=sheet]").first();
            assertThat(sheet.locator("tbody tr").first()).containsText("耕整");
            assertThat(sheet.locator("img")).hasCount(1);
        }
    }
}
