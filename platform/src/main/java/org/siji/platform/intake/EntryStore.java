package org.siji.platform.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.intake.Entry.Keep;
import org.siji.platform.intake.Entry.Kind;
import org.siji.platform.intake.Entry.Outcome;
import org.siji.platform.intake.Entry.Settlement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import tools.jackson.databind.json.JsonMapper;

/** The tables of what phones sent; rows are added, never changed. */
@Repository
class EntryStore {

    private static final String COLUMNS = """
            select e.id, e.user_id, e.username, e.village_code, e.seq, e.kind, e.base_version, e.phone_clock, e.body, e.body_hash,
                e.received_at, e.outcome, s.keep, s.by_username, s.at
            from intake_entry e left join intake_settlement s on s.entry_id = e.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    EntryStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Kept(Entry entry, @Nullable Settlement settlement) {}

    /** The same entry comes to one hand at a time, until the end of the transaction. */
    void holdId(UUID id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))").param("id", id.toString()).query(row -> {});
    }

    Optional<Kept> find(UUID id) {
        return jdbc.sql(COLUMNS + "where e.id = :id").param("id", id).query(this::kept).optional();
    }

    /** @param open only those that wait for a decision */
    List<Kept> list(@Nullable UUID userId, String villagePrefix, boolean open, UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                where e.id > :after and (cast(:user as uuid) is null or e.user_id = :user)
                    and starts_with(e.village_code, :prefix)
                    and (not :open or e.answer <> 'DONE' and s.entry_id is null)
                order by e.id limit :rows""").param("after", after).param("user", userId)
                .param("prefix", villagePrefix).param("open", open).param("rows", rows).query(this::kept).list();
    }

    private Kept kept(ResultSet row, int index) throws SQLException {
        String keep = row.getString(13);
        Entry entry = new Entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3),
                row.getString(4), row.getObject(5, Long.class), Kind.valueOf(row.getString(6)),
                row.getObject(7, Integer.class), row.getString(8), json.readTree(row.getString(9)), row.getString(10),
                row.getObject(11, OffsetDateTime.class), json.readValue(row.getString(12), Outcome.class));
        return new Kept(entry, keep == null
                ? null
                : new Settlement(Keep.valueOf(keep), row.getString(14), row.getObject(15, OffsetDateTime.class)));
    }

    void insert(Entry entry) {
        jdbc.sql(
                """
                insert into intake_entry (id, user_id, username, village_code, seq, kind, base_version, phone_clock, body,
                    body_hash, received_at, answer, outcome)
                values (:id, :user, :username, :village, :seq, :kind, :base, :clock, :body, :hash, :at, :answer, :outcome)""")
                .param("id", entry.id()).param("user", entry.userId()).param("username", entry.username())
                .param("village", entry.villageCode()).param("seq", entry.seq()).param("kind", entry.kind().name())
                .param("base", entry.baseVersion()).param("clock", entry.phoneClock())
                .param("body", json.writeValueAsString(entry.body())).param("hash", entry.bodyHash())
                .param("at", entry.receivedAt()).param("answer", entry.outcome().answer().name())
                .param("outcome", json.writeValueAsString(entry.outcome())).update();
    }

    /** Words that came under an id that stands for others. */
    void keepOtherBody(UUID entryId, UUID userId, String body, String hash, OffsetDateTime at) {
        jdbc.sql("""
                insert into intake_other_body (id, entry_id, user_id, body, body_hash, received_at)
                values (:id, :entry, :user, :body, :hash, :at) on conflict (entry_id, user_id, body_hash) do nothing""")
                .param("id", Ids.next()).param("entry", entryId).param("user", userId).param("body", body)
                .param("hash", hash).param("at", at).update();
    }

    void settle(UUID entryId, Keep keep, String by, OffsetDateTime at) {
        jdbc.sql("insert into intake_settlement (entry_id, keep, by_username, at) values (:id, :keep, :by, :at)")
                .param("id", entryId).param("keep", keep.name()).param("by", by).param("at", at).update();
    }
}
