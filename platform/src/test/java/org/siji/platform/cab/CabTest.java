package org.siji.platform.cab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.platform.identity.Role;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SijiIntegrationTest;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** An operator's phone: what it shows for the day, and steps sent twice, late, in any order, with a wrong clock, against a changed plan. */
@SijiIntegrationTest
class CabTest extends CabScene {

    @Test
    void theDayIsShownInItsOrderWithAllThatIsNeededOutThere() {
        String area = season.clerk().create("/duty-areas", Map.of("villageCode", season.village().code(), "name", "一组",
                "leaderUserIds", List.of(users.office(Role.LEADER, season.village().code()).fetch("/session")
                        .path("id").asString())))
                .path("id").asString();
        season.clerk().create("/duty-areas/" + area + "/households",
                Map.of("householdIds", season.village().farms().stream().map(farm -> farm.householdId()).toList()));
        JsonNode cab = cab();
        assertThat(cab.path("today").asString()).isEqualTo("2026-07-10");
        assertThat(cab.path("machines")).hasSize(1);
        assertThat(cab.path("machines").path(0).path("name").asString()).isEqualTo("一号机");
        List<JsonNode> stops = cab.path("stops").valueStream().toList();
        assertThat(stops.stream().map(stop -> stop.path("orderId").asString()).distinct())
                .containsExactlyInAnyOrderElementsOf(season.orders());
        List<String> times = stops.stream()
                .map(stop -> stop.path("day").asString() + " " + stop.path("sequence").asInt()).toList();
        assertThat(times).isSorted().first().isEqualTo("2026-07-10 1");
        JsonNode first = stops.getFirst();
        assertThat(first.path("orderMu").asDouble()).isBetween(29.99, 30.01);
        assertThat(first.path("operation").asString()).isEqualTo("HARVEST");
        assertThat(first.path("fieldName").asString()).startsWith("田");
        assertThat(first.path("shape").path("type").asString()).isEqualTo("Polygon");
        assertThat(first.path("lon").asDouble()).isBetween(109.99, 110.01);
        assertThat(first.path("windowTo").asString()).isEqualTo("2026-07-20");
        assertThat(first.path("wanted").asString()).contains("%");
        assertThat(first.path("villageName").asString()).isEqualTo("青山村");
        assertThat(first.path("leaders").path(0).asString()).startsWith("LEADER-");
        assertThat(first.path("farmer").asString()).as("masked").startsWith("王").doesNotContain("小");
        assertThat(first.path("state").asString()).isEqualTo("NOT_BEGUN");
        // A week later everything is still undone, and nothing stands twice.
        assertThat(operator.fetch("/cab?day=2026-07-17").path("stops").valueStream()
                .map(stop -> stop.path("orderId").asString())).containsExactlyInAnyOrderElementsOf(season.orders());
        assertThat(operator.fetch("/cab?day=2026-09-01").path("stops")).isEmpty();
    }

    @Test
    void onlyHisOwnMachinesAreShownAndHeard() {
        ApiClient idle = logIn(hire(season, "李师傅", List.of()));
        assertThat(idle.fetch("/cab?day=2026-07-10").path("stops")).isEmpty();
        Season elsewhere = harvest.begin();
        ApiClient stranger = logIn(hire(elsewhere, "陌生人", List.of(elsewhere.machineId())));
        JsonNode taken = stranger.create("/cab/steps", Map.of("steps",
                List.of(step(season.orders().getFirst(), "START", Instant.now())))).path("steps").path(0);
        assertThat(taken.path("answer").asString()).isEqualTo("REFUSED");
        assertThat(taken.path("problems").path(0).path("code").asString()).isEqualTo("cab.order-unknown");
        assertThat(taken.path("receivedAt").asString()).as("kept all the same").isNotEmpty();
        assertThat(report(season.orders().getFirst()).isNull()).isTrue();
        assertThat(steps(season.orders().getFirst())).isEmpty();
        assertThat(elsewhere.provider().get("/cab/steps?order=" + season.orders().getFirst()).status()).isEqualTo(404);
        assertThat(season.provider().get("/cab").status()).isEqualTo(403);
    }

    @Test
    void aStepSentTwiceIsTakenOnceAndAnsweredTheSame() throws Exception {
        Map<String, Object> start = step(season.orders().getFirst(), "START", Instant.now());
        start.put("lon", 110.0005);
        start.put("lat", 27.8005);
        JsonNode first = send(start);
        JsonNode second = send(start);
        assertThat(first.path("answer").asString()).isEqualTo("DONE");
        assertThat(first.path("repeated").asBoolean()).isFalse();
        assertThat(second.path("repeated").asBoolean()).isTrue();
        assertThat(second.path("receivedAt")).isEqualTo(first.path("receivedAt"));
        Map<String, Object> pause = step(season.orders().getFirst(), "PAUSE", Instant.now());
        Callable<String> sending = () -> answerTo(pause);
        List<String> answers = new ArrayList<>();
        try (ExecutorService hands = Executors.newFixedThreadPool(8)) {
            for (Future<String> one : hands.invokeAll(Collections.nCopies(16, sending))) {
                answers.add(one.get());
            }
        }
        assertThat(answers).hasSize(16).containsOnly("DONE");
        List<JsonNode> kept = steps(season.orders().getFirst());
        assertThat(kept.stream().map(one -> one.path("kind").asString())).containsExactly("START", "PAUSE");
        assertThat(kept.getFirst().path("operatorName").asString()).isEqualTo("王师傅");
        assertThat(kept.getFirst().path("lon").asDouble()).isEqualTo(110.0005);
        assertThat(report(season.orders().getFirst()).path("state").asString()).isEqualTo("PAUSED");
    }

    @Test
    void otherWordsUnderTheSameIdAreRefusedAndKept() {
        Map<String, Object> start = step(season.orders().getFirst(), "START", Instant.now());
        send(start);
        Map<String, Object> other = new HashMap<>(start);
        other.put("kind", "DONE");
        JsonNode taken = send(other);
        send(other);
        assertThat(taken.path("answer").asString()).isEqualTo("REFUSED");
        assertThat(taken.path("problems").path(0).path("code").asString()).isEqualTo("cab.id-taken");
        assertThat(jdbc.sql("select body from cab_other_step where step_id = :id::uuid").param("id", start.get("id"))
                .query(String.class).list()).hasSize(1).first().asString().contains("DONE");
        assertThat(report(season.orders().getFirst()).path("state").asString()).isEqualTo("WORKING");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void stepsMayComeInAnyOrder(long seed) {
        String order = season.orders().getFirst();
        Instant now = Instant.now();
        List<Map<String, Object>> steps = new ArrayList<>();
        for (String kind : List.of("START", "PROBLEM", "PAUSE", "GO_ON", "DONE")) {
            Map<String, Object> one = step(order, kind, now.minus(Duration.ofMinutes(50 - 10L * steps.size())));
            one.put("seq", steps.size());
            one.put("problem", "FIELD_WET");
            steps.add(one);
        }
        Collections.shuffle(steps, new Random(seed));
        steps.forEach(one -> assertThat(answerTo(one)).isEqualTo("DONE"));
        assertThat(steps(order).stream().map(one -> one.path("kind").asString())).containsExactly("START", "PROBLEM",
                "PAUSE", "GO_ON", "DONE");
        JsonNode report = report(order);
        assertThat(report.path("state").asString()).isEqualTo("DONE");
        assertThat(Instant.parse(report.path("begunAt").asString())).isBetween(now.minusSeconds(3001),
                now.minusSeconds(2999));
        assertThat(Instant.parse(report.path("since").asString())).isBetween(now.minusSeconds(601),
                now.minusSeconds(599));
        assertThat(report.path("problem").isNull()).as("it was gone on with").isTrue();
    }

    @Test
    void aStartThatComesLateReopensNothingAndGoingOnDoes() {
        String order = season.orders().getFirst();
        Instant now = Instant.now();
        send(step(order, "DONE", now.minusSeconds(600)));
        // The phone's clock was wrong when it was tapped.
        send(step(order, "START", now.minusSeconds(60)));
        assertThat(report(order).path("state").asString()).isEqualTo("DONE");
        send(step(order, "GO_ON", now));
        assertThat(report(order).path("state").asString()).isEqualTo("WORKING");
    }

    @Test
    void aWrongClockIsNoticedAndNothingIsLost() {
        String order = season.orders().getFirst();
        Instant now = Instant.now();
        JsonNode corrected = operator.create("/cab/steps", Map.of("sentAt", now.plusSeconds(7200).toString(), "steps",
                List.of(step(order, "START", now.plusSeconds(7200 - 1800))))).path("steps").path(0);
        assertThat(corrected.path("answer").asString()).isEqualTo("DONE");
        assertThat(corrected.path("clock").asString()).isEqualTo("CORRECTED");
        assertThat(corrected.path("clockOffSeconds").asLong()).isBetween(7195L, 7205L);
        Map<String, Object> future = step(order, "PAUSE", now.plus(Duration.ofDays(900)));
        JsonNode ahead = send(future);
        assertThat(ahead.path("answer").asString()).isEqualTo("DONE");
        assertThat(ahead.path("clock").asString()).isEqualTo("AHEAD");
        List<JsonNode> kept = steps(order);
        assertThat(Instant.parse(kept.getFirst().path("at").asString())).isBetween(now.minusSeconds(1810),
                now.minusSeconds(1790));
        assertThat(kept.getLast().path("phoneClock").asString()).isEqualTo(future.get("at"));
        assertThat(kept.getLast().path("at")).isEqualTo(kept.getLast().path("receivedAt"));
        assertThat(report(order).path("state").asString()).isEqualTo("PAUSED");
    }

    @Test
    void whatWentToAnotherMachineOrWasCancelledIsKeptAndDoesNotCount() {
        String moved = season.orders().get(0);
        String cancelled = season.orders().get(1);
        String machine = secondMachine();
        jdbc.sql("update work_order set planned_machine_id = :machine::uuid where id = :order::uuid")
                .param("machine", machine).param("order", moved).update();
        season.clerk().create("/work-orders/" + cancelled + "/cancel", Map.of("reason", "绝收"));
        JsonNode other = send(step(moved, "DONE", Instant.now()));
        assertThat(other.path("answer").asString()).isEqualTo("CONFLICT");
        assertThat(other.path("problems").path(0).path("message").asString()).contains("已改派给“二号机”").contains("已保留");
        JsonNode gone = send(step(cancelled, "START", Instant.now()));
        assertThat(gone.path("answer").asString()).isEqualTo("CONFLICT");
        assertThat(gone.path("problems").path(0).path("code").asString()).isEqualTo("cab.cancelled");
        assertThat(report(moved).path("state").asString()).isEqualTo("NOT_BEGUN");
        assertThat(report(moved).path("conflicts").asInt()).isEqualTo(1);
        assertThat(steps(moved).getFirst().path("kind").asString()).isEqualTo("DONE");
        assertThat(steps(cancelled)).hasSize(1);
        // Whoever drives the other machine is heard.
        operatorGets(List.of(season.machineId(), machine));
        assertThat(answerTo(step(moved, "START", Instant.now()))).isEqualTo("DONE");
        assertThat(cab().path("machines")).hasSize(2);
    }

    @Test
    void anOperatorStandsByWhatDidNotCountAndTheDispatcherSeesIt() {
        String order = overNight();
        assertThat(send(step(order, "INSIST", Instant.now())).path("problems").path(0).path("code").asString())
                .as("nothing to insist on").isEqualTo("cab.nothing-to-insist");
        setInService(season.machineId(), false);
        String second = secondMachine();
        plan("2026-07-10");
        assertThat(season.provider().fetch("/work-orders/" + order).path("plannedMachineId").asString())
                .isEqualTo(second);
        assertThat(answerTo(step(order, "DONE", Instant.now()))).isEqualTo("CONFLICT");
        ApiClient stranger = logIn(hire(season, "李师傅", List.of()));
        assertThat(stranger.create("/cab/steps", Map.of("steps", List.of(step(order, "INSIST", Instant.now()))))
                .path("steps").path(0).path("answer").asString()).as("his own only").isEqualTo("REFUSED");
        assertThat(season.provider().fetch("/dispatch-plans/" + published()).path("problems")).isEmpty();

        Map<String, Object> insist = step(order, "INSIST", Instant.now());
        assertThat(answerTo(insist)).isEqualTo("DONE");
        assertThat(send(insist).path("repeated").asBoolean()).isTrue();
        assertThat(steps(order).stream().map(one -> one.path("kind").asString() + one.path("answer").asString()))
                .containsExactlyInAnyOrder("DONECONFLICT", "INSISTDONE");
        assertThat(report(order).path("state").asString()).as("a dispatcher decides").isEqualTo("NOT_BEGUN");
        assertThat(report(order).path("insisted").asBoolean()).isTrue();
        JsonNode problem = season.provider().fetch("/dispatch-plans/" + published()).path("problems").path(0);
        assertThat(problem.path("code").asString()).isEqualTo("dispatch.insisted");
        assertThat(problem.path("orderId").asString()).isEqualTo(order);
        operatorGets(List.of(season.machineId(), second));
        assertThat(answerTo(step(order, "DONE", Instant.now()))).isEqualTo("DONE");
        assertThat(report(order).path("insisted").asBoolean()).as("he has it back").isFalse();
    }

    @Test
    void whatIsWrongWithOneStepSpoilsNoOther() {
        String order = season.orders().getFirst();
        Map<String, Object> unreadable = step(order, "START", Instant.now());
        unreadable.put("id", "七");
        Map<String, Object> unknownKind = step(order, "FLY", Instant.now());
        Map<String, Object> noReason = step(order, "PROBLEM", Instant.now());
        Map<String, Object> longNote = step(order, "PROBLEM", Instant.now());
        longNote.putAll(Map.of("problem", "OTHER", "note", "长".repeat(501)));
        Map<String, Object> nowhere = step(UUID.randomUUID().toString(), "START", Instant.now());
        Map<String, Object> good = step(order, "PROBLEM", Instant.now());
        good.putAll(Map.of("problem", "NO_WAY_IN", "note", "桥断了\0", "lon", 999.0, "lat", 27.8));
        JsonNode answers = operator
                .create("/cab/steps",
                        Map.of("steps", List.of(unreadable, unknownKind, noReason, longNote, nowhere, good)))
                .path("steps");
        assertThat(answers.valueStream().map(one -> one.path("answer").asString())).containsExactly("REFUSED",
                "REFUSED", "REFUSED", "REFUSED", "REFUSED", "DONE");
        assertThat(answers.valueStream().map(one -> one.path("problems").path(0).path("code").asString()))
                .containsExactly("cab.id", "cab.kind", "cab.problem", "cab.note-long", "cab.order-unknown", "");
        assertThat(answers.valueStream().map(one -> one.path("receivedAt").isNull())).containsExactly(true, true, true,
                false, false, false);
        JsonNode kept = steps(order).getFirst();
        assertThat(kept.path("note").asString()).isEqualTo("桥断了");
        assertThat(kept.path("lon").isNull()).isTrue();
        assertThat(report(order).path("problem").asString()).isEqualTo("NO_WAY_IN");
        assertThat(report(order).path("state").asString()).isEqualTo("NOT_BEGUN");
        assertThat(operator.post("/cab/steps", Map.of()).problemsWithPaths()).containsExactly("required @ steps");
        assertThat(operator.post("/cab/steps", Map.of("steps", Collections.nCopies(201, good))).problems())
                .containsExactly("cab.too-many");
    }

    @Test
    void aProviderMakesAndEndsHisOperators() {
        ApiClient provider = season.provider();
        Season elsewhere = harvest.begin();
        assertThat(provider.post("/operators", Map.of("username", "x", "machineIds", List.of(elsewhere.machineId())))
                .problemsWithPaths()).containsExactly("required @ name", "user.username @ username",
                        "operator.machine @ machineIds[0]");
        String taken = provider.fetch("/operators").path("items").path(0).path("username").asString();
        assertThat(provider.post("/operators", Map.of("name", "又一个", "username", taken)).problems())
                .containsExactly("constraint.app_user_username");
        assertThat(season.county().post("/users", Map.of("username", "jishou-county", "displayName", "机手", "role",
                "OPERATOR", "providerId", season.providerId())).problems()).containsExactly("user.operator");
        assertThat(elsewhere.provider().get("/operators/" + operatorId).status()).isEqualTo(404);
        assertThat(elsewhere.provider().fetch("/operators").path("items")).isEmpty();
        String once = provider.create("/operators/" + operatorId + "/one-time-password", null).path("oneTimePassword")
                .asString();
        assertThat(operator.get("/cab").status()).as("his session ends with his password").isEqualTo(401);
        operator = users.anonymous().logIn(taken, once);
        JsonNode ended = provider.create("/operators/" + operatorId + "/end", null);
        assertThat(ended.path("endedOn").asString()).isNotEmpty();
        assertThat(ended.path("machineIds")).isEmpty();
        assertThat(operator.get("/session").status()).isEqualTo(401);
        assertThat(users.anonymous().post("/session", Map.of("username", taken, "password", once)).status())
                .isEqualTo(401);
        assertThat(provider.post("/operators/" + operatorId + "/end", null).problems())
                .containsExactly("operator.ended");
        assertThat(provider.fetch("/operators").path("items").path(0).path("name").asString()).isEqualTo("王师傅");
    }
}
