package org.siji.platform.market;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.SigningKeys;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SijiIntegrationTest
class SignaturesTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    SigningKeys keys;
    @Autowired
    JdbcClient jdbc;

    private record Sent(SampleVillage village, UUID id, String path, ApiClient clerk, ApiClient provider) {

        JsonNode edition(int number) {
            return clerk.fetch(path + "/editions").path("items").path(number - 1);
        }
    }

    private Sent send() {
        SampleVillage village = villages.make(2);
        String provider = villages.provider(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = clerk.create("/contracts", Map.of("bundleId", villages.closedBundle(village), "providerId",
                provider, "serviceFeeFenPerMu", 500)).path("id").asString();
        clerk.create("/contracts/" + id + "/send", null);
        return new Sent(village, UUID.fromString(id), "/contracts/" + id, clerk,
                users.provider(UUID.fromString(provider)));
    }

    private static String paper(ApiClient by, UUID contract, String kind) {
        ApiClient.Answer photo = by.upload("/evidence",
                List.of(ApiClient.Part.file("file", "a.png", PNG), ApiClient.Part.field("subjectType", "contracts"),
                        ApiClient.Part.field("subjectId", contract.toString()), ApiClient.Part.field("kind", kind)));
        assertThat(photo.status()).as(photo.text()).isEqualTo(201);
        return photo.json().path("id").asString();
    }

    @Test
    void bothSidesSignWithTheirOwnKeysAndAnybodyCanCheck() {
        Sent sent = send();
        assertThat(sent.clerk.post(sent.path + "/sign", Map.of("side", "COLLECTIVE")).problemsWithPaths())
                .as("a click is no signature").containsExactly("signature.password-or-paper @ password");
        sent.clerk.create(sent.path + "/sign", TestUsers.signature("COLLECTIVE"));
        sent.provider.create(sent.path + "/sign", TestUsers.signature("PROVIDER"));
        JsonNode edition = sent.edition(1);
        JsonNode signatures = edition.path("signatures");
        assertThat(signatures).hasSize(2);
        assertThat(signatures.valueStream().map(one -> one.path("side").asString() + one.path("kind").asString()
                + one.path("valid").asBoolean())).containsExactly("COLLECTIVESM2true", "PROVIDERSM2true");
        assertThat(signatures.path(0).path("keyFingerprint").asString()).hasSize(64)
                .isNotEqualTo(signatures.path(1).path("keyFingerprint").asString());
        assertThat(sent.clerk.fetch("/session/signing-keys").path("items").path(0).path("fingerprint").asString())
                .isEqualTo(signatures.path(0).path("keyFingerprint").asString());

        JsonNode check = users.anonymous().fetch("/contract-texts?hash=" + edition.path("textSm3").asString());
        assertThat(check.path("signatures").valueStream().map(one -> one.path("valid").asBoolean()))
                .containsExactly(true, true);
        assertThat(check.toString()).as("no names, no money").doesNotContain("signer", "合作社", "Fen");
        assertThatThrownBy(() -> jdbc.sql("update contract_signature set signer = 'x'").update())
                .hasRootCauseMessage("ERROR: permission denied for table contract_signature");
    }

    @Test
    void aSignatureUnderAnotherTextIsShownAsNotValid() {
        Sent sent = send();
        sent.clerk.create(sent.path + "/sign", TestUsers.signature("COLLECTIVE"));
        Sent other = send();
        // Somebody with access to the tables puts a true signature under a text that was never signed.
        jdbc.sql("""
                insert into contract_signature (id, contract_id, edition, side, kind, signer, signed_on, recorded_by, recorded_at,
                    text_sm3, key_id, signature)
                select gen_random_uuid(), :to, 1, side, kind, signer, signed_on, recorded_by, recorded_at, text_sm3, key_id,
                    signature
                from contract_signature where contract_id = :from""").param("to", other.id).param("from", sent.id)
                .update();
        assertThat(sent.edition(1).path("signatures").path(0).path("valid").asBoolean()).isTrue();
        JsonNode moved = other.edition(1);
        assertThat(moved.path("signatures").path(0).path("valid").asBoolean(true)).isFalse();
        assertThat(users.anonymous().fetch("/contract-texts?hash=" + moved.path("textSha256").asString())
                .path("signatures").path(0).path("valid").asBoolean(true)).isFalse();
        assertThatThrownBy(() -> jdbc.sql("update contract_edition set text = text || '。' where contract_id = :id")
                .param("id", sent.id).update()).hasMessageContaining("stays as it is");
    }

    @Test
    void aWrongPasswordSignsNothingAndIsCounted() {
        Sent sent = send();
        Map<String, Object> wrong = Map.of("side", "PROVIDER", "password", "wrong-horse-8");
        for (int i = 0; i < 5; i++) {
            assertThat(sent.provider.post(sent.path + "/sign", wrong).problemsWithPaths())
                    .containsExactly("password.wrong @ password");
        }
        assertThat(sent.provider.post(sent.path + "/sign", TestUsers.signature("PROVIDER")).problems())
                .containsExactly("login.too-many");
        assertThat(sent.edition(1).path("signatures")).isEmpty();
    }

    @Test
    void aNewPasswordBringsANewKeyAndTheOldSignatureStaysValid() {
        SampleVillage village = villages.make(2);
        TestUsers.Login login = users.officeLogin(Role.VILLAGE, village.code());
        ApiClient clerk = users.anonymous().logIn(login.username(), login.password());
        String provider = villages.provider(village);
        String path = "/contracts/" + clerk.create("/contracts",
                Map.of("bundleId", villages.closedBundle(village), "providerId", provider)).path("id").asString();
        clerk.create(path + "/send", null);
        clerk.create(path + "/sign", Map.of("side", "COLLECTIVE", "password", login.password()));
        assertThat(clerk.send("PUT", "/session/password",
                Map.of("oldPassword", login.password(), "newPassword", "another-horse-8"), Map.of()).status())
                .isEqualTo(204);
        JsonNode mine = clerk.fetch("/session/signing-keys").path("items");
        assertThat(mine).hasSize(2);
        assertThat(mine.path(0).path("validTo").isNull()).isTrue();
        assertThat(mine.path(1).path("validTo").isNull()).isFalse();
        JsonNode signature = clerk.fetch(path + "/editions").path("items").path(0).path("signatures").path(0);
        assertThat(signature.path("valid").asBoolean()).isTrue();
        assertThat(signature.path("keyFingerprint").asString()).isEqualTo(mine.path(1).path("fingerprint").asString());

        clerk.create(path + "/terminate", Map.of("reason", "重拟"));
        String again = "/contracts/" + clerk.create("/contracts",
                Map.of("bundleId", clerk.fetch(path).path("bundleId").asString(), "providerId", provider)).path("id")
                .asString();
        clerk.create(again + "/send", null);
        clerk.create(again + "/sign", Map.of("side", "COLLECTIVE", "password", "another-horse-8"));
        assertThat(clerk.fetch(again + "/editions").path("items").path(0).path("signatures").path(0)
                .path("keyFingerprint").asString()).isEqualTo(mine.path(0).path("fingerprint").asString());

        String userId = clerk.fetch("/session").path("id").asString();
        users.office(Role.COUNTY, village.county()).create("/users/" + userId + "/one-time-password", null);
        assertThat(jdbc.sql("select count(*) from signing_key where user_id = :id and private_key is not null")
                .param("id", UUID.fromString(userId)).query(Long.class).single())
                .as("whoever resets a password gets no key with it").isZero();
        assertThatThrownBy(() -> jdbc.sql("update signing_key set valid_to = null where user_id = :id")
                .param("id", UUID.fromString(userId)).update()).hasMessageContaining("can only end");
    }

    @Test
    void thePrivateKeyIsNowhereInTheOpen() {
        Sent sent = send();
        sent.clerk.create(sent.path + "/sign", TestUsers.signature("COLLECTIVE"));
        String text = sent.edition(1).path("text").asString();
        // The server has the database and its own data key; without the password it gets no further than this.
        byte[] locked = jdbc.sql("""
                select k.private_key from signing_key k join contract_signature s on s.key_id = k.id
                where s.contract_id = :id""").param("id", sent.id).query(byte[].class).single();
        assertThat(locked.length).isGreaterThan(32 + 12 + 16);
        UUID key = jdbc.sql("select key_id from contract_signature where contract_id = :id").param("id", sent.id)
                .query(UUID.class).single();
        byte[] signature = jdbc.sql("select signature from contract_signature where contract_id = :id")
                .param("id", sent.id).query(byte[].class).single();
        SigningKeys.PublicKey known = keys.getKey(key);
        assertThat(known.hasSigned(text.getBytes(StandardCharsets.UTF_8), signature, known.validFrom().plusMinutes(1)))
                .isTrue();
        assertThat(known.hasSigned((text + " ").getBytes(StandardCharsets.UTF_8), signature,
                known.validFrom().plusMinutes(1))).isFalse();
    }

    @Test
    void aPhotographedPaperSignsForEitherSide() {
        Sent sent = send();
        String sheet = paper(sent.clerk, sent.id, "PAPER");
        Map<String, Object> paper = Map.of("evidenceId", sheet, "signer", "李四 <script>", "signedOn",
                LocalDate.now(ZONE).toString());
        assertThat(sent.provider.post(sent.path + "/sign", Map.of("side", "COLLECTIVE", "paper", paper)).problems())
                .as("a provider never signs for the village").containsExactly("contract.other-side");
        assertThat(sent.clerk.post(sent.path + "/sign", Map.of("side", "PROVIDER", "paper",
                Map.of("evidenceId", UUID.randomUUID(), "signedOn", "2020-01-01"))).problemsWithPaths())
                .containsExactlyInAnyOrder("required @ paper.signer", "signature.paper-day @ paper.signedOn",
                        "signature.no-paper @ paper.evidenceId");
        assertThat(sent.clerk.post(sent.path + "/sign", Map.of("side", "PROVIDER", "paper",
                Map.of("evidenceId", paper(sent.clerk, sent.id, "VOICE"), "signer", "李四", "signedOn",
                        LocalDate.now(ZONE).toString())))
                .problems()).containsExactly("signature.no-paper");
        sent.clerk.create(sent.path + "/sign", Map.of("side", "PROVIDER", "paper", paper));
        assertThat(sent.clerk.post(sent.path + "/sign", Map.of("side", "PROVIDER", "paper", paper)).problems())
                .containsExactly("contract.signed-already");
        sent.clerk.create(sent.path + "/sign", TestUsers.signature("COLLECTIVE"));
        JsonNode signed = sent.provider.fetch(sent.path + "/editions").path("items").path(0).path("signatures").path(1);
        assertThat(signed.path("kind").asString()).isEqualTo("PAPER");
        assertThat(signed.path("signer").asString()).isEqualTo("李四 <script>");
        assertThat(signed.path("valid").isNull()).as("people look at a paper").isTrue();
        assertThat(signed.path("evidenceId").asString()).isEqualTo(sheet);
        assertThat(sent.clerk.fetch(sent.path).path("status").asString()).isEqualTo("SIGNED");
        JsonNode check = users.anonymous().fetch(
                "/contract-texts?hash=" + sent.clerk.fetch(sent.path).path("textSm3").asString());
        assertThat(check.path("signatures").path(1).path("kind").asString()).isEqualTo("PAPER");
        assertThat(check.toString()).doesNotContain("李四");
    }

    @Test
    void aWordingThatWasNotReadIsNotSigned() {
        Sent sent = send();
        Map<String, Object> old = Map.of("side", "COLLECTIVE", "edition", 2, "password", "correct-horse-7");
        assertThat(sent.clerk.post(sent.path + "/sign", old).problems()).containsExactly("contract.other-edition");
    }
}
