package org.siji.platform.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ApiClient.Answer;
import org.siji.platform.support.ApiClient.Part;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SijiIntegrationTest
class EvidenceTest {

    static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2, 3};

    @Autowired
    TestUsers users;
    @Autowired
    SampleVillages villages;
    @Autowired
    JdbcClient jdbc;

    private static String need(ApiClient clerk, SampleVillage village) {
        return clerk.create("/needs", SampleVillages.harvest(village.farms().getFirst())).path("id").asString();
    }

    private static Answer send(ApiClient client, String need, byte[] content, Map<String, String> fields) {
        List<Part> parts = new ArrayList<>(List.of(Part.field("subjectType", "needs"), Part.field("subjectId", need),
                Part.field("kind", "SIGNATURE"), Part.file("file", "签字.jpg", content)));
        fields.forEach((name, value) -> parts.add(Part.field(name, value)));
        return client.upload("/evidence", parts);
    }

    @Test
    void aConfirmationIsKeptWithWhoWhenAndWhereAndReadOnlyByThoseWhoSeeTheNeed() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String need = need(clerk, village);
        Answer answer = send(clerk, need, JPEG,
                Map.of("lon", "110.01", "lat", "27.8", "takenAt", "2026-05-02T08:00:00+08:00", "note", "老王按的手印"));
        assertThat(answer.status()).isEqualTo(201);
        String id = answer.json().path("id").asString();
        assertThat(answer.json().path("sha256").asString()).isEqualTo(Evidences.sha256(JPEG));
        assertThat(answer.json().path("lon").asDouble()).isEqualTo(110.01);
        Answer content = clerk.get("/evidence/" + id + "/content");
        assertThat(content.body()).isEqualTo(JPEG);
        assertThat(content.header("content-type")).isEqualTo("image/jpeg");
        assertThat(content.header("content-security-policy")).contains("sandbox");
        assertThat(clerk.fetch("/evidence?subjectType=needs&subjectId=" + need).path("items")).hasSize(1);

        ApiClient own = users.household(village.farms().getFirst().householdId(), village.code());
        assertThat(own.get("/evidence/" + id + "/content").status()).isEqualTo(200);
        ApiClient beside = users.office(Role.VILLAGE, village.otherCode());
        assertThat(beside.get("/evidence/" + id).status()).isEqualTo(404);
        assertThat(beside.get("/evidence/" + id + "/content").status()).isEqualTo(404);
        assertThat(send(beside, need, JPEG, Map.of()).status()).isEqualTo(404);
    }

    @Test
    void theSamePieceSentTwiceIsKeptOnceAndNothingIsOverwritten() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String need = need(clerk, village);
        Map<String, String> id = Map.of("id", UUID.randomUUID().toString());
        assertThat(send(clerk, need, JPEG, id).status()).isEqualTo(201);
        assertThat(send(clerk, need, JPEG, id).status()).isEqualTo(200);
        byte[] other = JPEG.clone();
        other[5] = 9;
        assertThat(send(clerk, need, other, id).problems()).containsExactly("evidence.id-taken");
        assertThat(clerk.fetch("/evidence?subjectType=needs&subjectId=" + need).path("items")).hasSize(1);
        assertThatThrownBy(() -> jdbc.sql("update evidence set note = 'x'").update())
                .hasStackTraceContaining("permission denied");
        byte[] stored = jdbc.sql("select content from evidence where id = :id::uuid").param("id", id.get("id"))
                .query(byte[].class).single();
        assertThat(stored).isNotEqualTo(JPEG).hasSizeGreaterThan(JPEG.length);
    }

    @Test
    void whatIsNoEvidenceIsRefusedWithASentence() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String need = need(clerk, village);
        byte[] photo = Arrays.copyOf(JPEG, 30 * 1024 * 1024);
        Answer large = send(clerk, need, photo, Map.of());
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.problems()).containsExactly("evidence.too-large");
        assertThat(large.text()).contains("30 MB").contains("12 MB");
        assertThat(send(clerk, need, "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), Map.of("lon", "200"))
                .problems())
                .containsExactlyInAnyOrder("evidence.place", "evidence.place", "evidence.unknown-content");
        assertThat(send(clerk, need, new byte[0], Map.of()).problems()).contains("evidence.empty");
        assertThat(clerk.upload("/evidence", List.of(Part.field("subjectType", "moon"), Part.field("subjectId", need),
                Part.field("kind", "PHOTO"), Part.file("file", "a.jpg", JPEG))).problems())
                .containsExactly("evidence.subject");
    }
}
