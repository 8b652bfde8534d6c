package org.siji.platform.intake;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A leader's entries, as a phone sends them: twice, late, with a wrong clock, against what others have changed. */
@SijiIntegrationTest
class EntriesTest {

    private static final String PNG = Base64.getEncoder()
            .encodeToString(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 1, 2, 3});

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    SampleVillage village;
    ApiClient clerk;
    ApiClient leader;
    Farm farm;

    /** The village's first farm is the leader's, the second is not. */
    @BeforeEach
    void aLeaderWithOneHousehold() {
        village = villages.make(1, 1);
        clerk = users.office(Role.VILLAGE, village.code());
        leader = users.office(Role.LEADER, village.code());
        farm = village.farms().getFirst();
        String area = clerk.create("/duty-areas",
                Map.of("villageCode", village.code(), "name", "一组", "leaderUserIds",
                        List.of(leader.fetch("/session").path("id").asString())))
                .path("id").asString();
        clerk.create("/duty-areas/" + area + "/households", Map.of("householdIds", List.of(farm.householdId())));
    }

    private static Map<String, Object> entry(String kind, @Nullable Integer base, Map<String, Object> body) {
        Map<String, Object> entry = new HashMap<>(
                Map.of("id", UUID.randomUUID().toString(), "seq", 1, "kind", kind, "madeAt", "2026-07-01T08:00:00Z",
                        "body", body));
        if (base != null) {
            entry.put("baseVersion", base);
        }
        return entry;
    }

    private static Map<String, Object> need(Farm farm) {
        return entry("NEED", null,
                Map.of("fieldId", farm.fieldId(), "operation", "HARVEST", "windowFrom", "2026-07-10", "windowTo",
                        "2026-07-20", "season", 2026, "enteredFor", farm.cultivatorId(), "confirmation", "SIGNATURE"));
    }

    private static Map<String, Object> mark(Farm farm, String state, @Nullable Integer base) {
        return entry("MARK", base, Map.of("householdId", farm.householdId(), "season", 2026, "state", state));
    }

    private JsonNode send(Map<String, Object> entry) {
        return leader.create("/entries", Map.of("entries", List.of(entry))).path("entries").path(0);
    }

    private static String answer(JsonNode taken) {
        return taken.path("answer").asString();
    }

    private static List<String> codes(JsonNode taken) {
        return taken.path("problems").valueStream().map(one -> one.path("code").asString()).toList();
    }

    private JsonNode ownHousehold() {
        return leader.fetch("/phone?season=2026").path("households").path(0);
    }

    @Test
    void aPhoneHasAllThatADayWithoutANetworkNeeds() {
        send(need(farm));
        JsonNode phone = leader.fetch("/phone?season=2026");
        assertThat(phone.path("households")).hasSize(1);
        JsonNode household = phone.path("households").path(0);
        assertThat(household.path("headName").asString()).startsWith("王").doesNotContain("小");
        assertThat(household.path("fields")).hasSize(1);
        assertThat(household.path("fields").path(0).has("geometry")).isFalse();
        assertThat(household.path("needs").path(0).path("version").asInt()).isEqualTo(1);
        assertThat(household.path("marks").path(0).path("state").asString()).isEqualTo("NEED_ENTERED");
        assertThat(phone.path("operations")).isNotEmpty();
        assertThat(users.office(Role.LEADER, village.code()).fetch("/phone").path("households")).isEmpty();
    }

    @Test
    void anEntrySentTwiceIsTakenOnceAndAnsweredTheSame() {
        Map<String, Object> need = need(farm);
        JsonNode first = send(need);
        JsonNode second = send(need);
        assertThat(answer(first)).isEqualTo("DONE");
        assertThat(first.path("repeated").asBoolean()).isFalse();
        assertThat(second.path("repeated").asBoolean()).isTrue();
        assertThat(second.path("receivedAt").asString()).isEqualTo(first.path("receivedAt").asString());
        assertThat(clerk.fetch("/needs?season=2026").path("items")).hasSize(1);
        assertThat(clerk.fetch("/needs/" + need.get("id")).path("enteredBy").asString()).startsWith("LEADER-");
    }

    @Test
    void theSameEntryFromManyHandsAtOnceIsTakenOnce() throws Exception {
        Map<String, Object> mark = mark(farm, "VISITED", 0);
        Callable<String> sending = () -> answer(send(mark));
        List<String> answers = new ArrayList<>();
        try (ExecutorService hands = Executors.newFixedThreadPool(8)) {
            for (Future<String> one : hands.invokeAll(Collections.nCopies(16, sending))) {
                answers.add(one.get());
            }
        }
        assertThat(answers).hasSize(16).containsOnly("DONE");
        assertThat(ownHousehold().path("marks")).hasSize(1);
    }

    @Test
    void otherWordsUnderTheSameIdAreRefusedAndKept() {
        Map<String, Object> mark = mark(farm, "VISITED", 0);
        send(mark);
        Map<String, Object> other = new HashMap<>(mark(farm, "REFUSED", 0));
        other.put("id", mark.get("id"));
        JsonNode refused = send(other);
        assertThat(answer(refused)).isEqualTo("REFUSED");
        assertThat(codes(refused)).containsExactly("entry.id-taken");
        send(other);
        assertThat(jdbc.sql("select body from intake_other_body where entry_id = cast(:id as uuid)")
                .param("id", mark.get("id")).query(String.class).list()).singleElement().asString().contains("REFUSED");
        assertThat(ownHousehold().path("marks")).hasSize(1);
        ApiClient stranger = users.office(Role.LEADER, village.otherCode());
        assertThat(codes(stranger.create("/entries", Map.of("entries", List.of(mark))).path("entries").path(0)))
                .containsExactly("entry.id-taken");
    }

    @Test
    void nothingIsWrittenOutsideOfTheDutyArea() {
        Farm next = village.farms().get(1);
        String theirs = clerk.create("/needs", SampleVillages.harvest(next)).path("id").asString();
        assertThat(codes(send(mark(next, "VISITED", null)))).containsExactly("entry.not-yours");
        assertThat(codes(send(need(next)))).containsExactly("entry.not-yours");
        assertThat(codes(send(entry("NEED_CANCEL", 1, Map.of("needId", theirs, "reason", "下雨")))))
                .containsExactly("entry.need-unknown");
        assertThat(codes(send(entry("EVIDENCE", null, Map.of("needId", theirs, "kind", "SIGNATURE", "content", PNG)))))
                .containsExactly("entry.need-unknown");
        assertThat(leader.fetch("/entries?open=true").path("items")).hasSize(4);
        assertThat(clerk.fetch("/needs/" + theirs).path("status").asString()).isEqualTo("OPEN");
    }

    @Test
    void aWrongClockNeitherReordersNorRefuses() {
        Map<String, Object> first = mark(farm, "NOT_MET", 0);
        first.put("madeAt", "2099-01-01T00:00:00Z");
        Map<String, Object> second = mark(farm, "VISITED", 0);
        second.put("madeAt", "1970-01-01T00:00:00+25:99 and more words than any clock would ever say, really");
        second.put("seq", 2);
        JsonNode taken = leader.create("/entries", Map.of("entries", List.of(second, first))).path("entries");
        assertThat(taken.valueStream().map(EntriesTest::answer)).containsExactly("DONE", "DONE");
        assertThat(ownHousehold().path("marks").valueStream().map(one -> one.path("state").asString()))
                .containsExactly("NOT_MET", "VISITED");
        assertThat(ownHousehold().path("marks").path(0).path("at").asString()).doesNotStartWith("2099");
        assertThat(leader.fetch("/entries").path("items").valueStream().map(one -> one.path("phoneClock").asString()))
                .anyMatch(clock -> clock.startsWith("2099")).anyMatch(clock -> clock.startsWith("1970"));
    }

    @Test
    void aMarkThatMeetsAnotherPersonsIsKeptWithBothUntilSomebodyDecides() {
        clerk.create("/duty-areas/households/" + farm.householdId() + "/progress",
                Map.of("state", "REFUSED", "season", 2026, "note", "外出打工"));
        Map<String, Object> mark = mark(farm, "VISITED", 0);
        JsonNode taken = send(mark);
        assertThat(answer(taken)).isEqualTo("CONFLICT");
        assertThat(taken.path("theirs").path("marks").path(0).path("note").asString()).isEqualTo("外出打工");
        assertThat(ownHousehold().path("marks")).hasSize(1);
        JsonNode open = leader.fetch("/phone?season=2026").path("openEntries").path(0);
        assertThat(open.path("body").path("state").asString()).isEqualTo("VISITED");
        String path = "/entries/" + mark.get("id") + "/settle";
        leader.create(path, Map.of("keep", "MINE"));
        leader.create(path, Map.of("keep", "MINE"));
        assertThat(clerk.post(path, Map.of("keep", "THEIRS")).problems()).containsExactly("entry.settled-already");
        assertThat(ownHousehold().path("marks").valueStream().map(one -> one.path("state").asString()))
                .containsExactly("REFUSED", "VISITED");
        assertThat(leader.fetch("/entries?open=true").path("items")).isEmpty();
        assertThat(send(mark).path("settlement").path("keep").asString()).isEqualTo("MINE");
        // Who had seen the other's mark says something new.
        assertThat(answer(send(mark(farm, "DATA_CONFIRMED", 1)))).isEqualTo("DONE");
    }

    @Test
    void aNeedThatStandsInTheWayOfAnotherIsShownBesideIt() {
        String theirs = clerk.create("/needs", SampleVillages.harvest(farm)).path("id").asString();
        Map<String, Object> need = need(farm);
        JsonNode taken = send(need);
        assertThat(answer(taken)).isEqualTo("CONFLICT");
        assertThat(taken.path("theirs").path("needs").path(0).path("id").asString()).isEqualTo(theirs);
        // What was signed for it is kept already.
        Map<String, Object> signature = entry("EVIDENCE", null,
                Map.of("needId", need.get("id"), "kind", "SIGNATURE", "content", PNG));
        assertThat(answer(send(signature))).isEqualTo("DONE");
        clerk.create("/entries/" + need.get("id") + "/settle", Map.of("keep", "MINE"));
        assertThat(clerk.fetch("/needs/" + theirs).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(clerk.fetch("/needs/" + need.get("id")).path("status").asString()).isEqualTo("OPEN");
        JsonNode kept = leader.fetch("/evidence?subjectType=needs&subjectId=" + need.get("id")).path("items");
        assertThat(kept.path(0).path("id").asString()).isEqualTo(signature.get("id"));
        assertThat(leader.get("/evidence/" + signature.get("id") + "/content").status()).isEqualTo(200);
        assertThat(jdbc.sql("select body from intake_entry where id = cast(:id as uuid)")
                .param("id", signature.get("id")).query(String.class).single()).doesNotContain(PNG);
    }

    @Test
    void aNeedThatWasChangedMeanwhileIsNotCancelledBlindly() {
        Map<String, Object> need = need(farm);
        send(need);
        String bundle = clerk.create("/bundles", Map.of("needIds", List.of(String.valueOf(need.get("id"))))).path("id")
                .asString();
        clerk.create("/bundles/" + bundle + "/close", null);
        Map<String, Object> cancel = entry("NEED_CANCEL", 1, Map.of("needId", need.get("id"), "reason", "已自己割了"));
        JsonNode taken = send(cancel);
        assertThat(answer(taken)).isEqualTo("CONFLICT");
        assertThat(taken.path("theirs").path("needs").path(0).path("status").asString()).isEqualTo("BUNDLED");
        String path = "/entries/" + cancel.get("id") + "/settle";
        assertThat(leader.post(path, Map.of("keep", "MINE")).problems()).containsExactly("need.in-closed-bundle");
        assertThat(leader.create(path, Map.of("keep", "THEIRS")).path("settlement").path("keep").asString())
                .isEqualTo("THEIRS");
    }

    @Test
    void oneWrongEntrySpoilsNoOther() {
        Map<String, Object> backwards = new HashMap<>(need(farm));
        backwards.put("body", Map.of("fieldId", farm.fieldId(), "operation", "HARVEST", "windowFrom", "2026-07-20",
                "windowTo", "2026-07-10", "season", 2026, "enteredFor", farm.cultivatorId(), "confirmation",
                "SIGNATURE"));
        Map<String, Object> unreadable = new HashMap<>(need(farm));
        unreadable.put("body", Map.of("enteredFor", farm.cultivatorId(), "windowFrom", "7月10日"));
        Map<String, Object> noId = new HashMap<>(mark(farm, "VISITED", 0));
        noId.put("id", "1");
        Map<String, Object> nul = entry("MARK", 0,
                Map.of("householdId", farm.householdId(), "season", 2026, "state", "VISITED", "note", "a\0b"));
        List<Map<String, Object>> all = List.of(backwards, unreadable, noId, entry("RUMOUR", null, Map.of()), nul,
                entry("EVIDENCE", null,
                        Map.of("needId", UUID.randomUUID().toString(), "kind", "PHOTO", "content", "?")),
                mark(farm, "VISITED", 0));
        JsonNode taken = leader.create("/entries", Map.of("entries", all)).path("entries");
        assertThat(taken.valueStream().map(EntriesTest::codes).toList()).containsExactly(
                List.of("need.window-reversed"), List.of("entry.unreadable"), List.of("entry.id"),
                List.of("entry.kind"), List.of("entry.unreadable"), List.of("entry.need-unknown"), List.of());
        assertThat(taken.path(0).path("problems").path(0).path("message").asString()).contains("2026-07-10");
        assertThat(answer(send(backwards))).isEqualTo("REFUSED");
        leader.create("/entries/" + backwards.get("id") + "/settle", Map.of("keep", "THEIRS"));
        assertThat(leader.post("/entries", Map.of()).problems()).containsExactly("required");
        assertThat(leader.post("/entries", Map.of("entries", Collections.nCopies(201, backwards))).problems())
                .containsExactly("entry.too-many");
    }

    @Test
    void aScriptInANoteStaysANote() {
        String script = "<script>alert('王')</script>'; drop table need; --";
        assertThat(answer(send(entry("MARK", 0, Map.of("householdId", farm.householdId(), "season", 2026, "state",
                "VISITED", "note", script))))).isEqualTo("DONE");
        assertThat(ownHousehold().path("marks").path(0).path("note").asString()).isEqualTo(script);
        assertThat(leader.get("/phone").header("Content-Type")).startsWith("application/json");
    }
}
