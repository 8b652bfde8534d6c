package org.siji.platform.demand;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of clerks' files. */
@Repository
class NeedFileStore {

    enum Status {
        CHECKED, TAKEN
    }

    /** @param problems as JSON */
    record Row(UUID id, String villageCode, int season, String fileName, String sha256, int filledRows, int freshRows,
            int alreadyRows, int wrongRows, String problems, Status status, String uploadedBy,
            OffsetDateTime uploadedAt, @Nullable String takenBy, @Nullable OffsetDateTime takenAt) {}

    private static final String COLUMNS = """
            select id, village_code, season, file_name, sha256, filled_rows, fresh_rows, already_rows, wrong_rows,
                problems::text as problems, status, uploaded_by, uploaded_at, taken_by, taken_at
            from need_file
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final PersonalData personalData;

    NeedFileStore(JdbcClient jdbc, JdbcTemplate template, PersonalData personalData) {
        this.jdbc = jdbc;
        this.template = template;
        this.personalData = personalData;
    }

    /** A new trial takes the place of the same person's earlier ones for that village: they were never taken in. */
    void insert(Row file, byte[] content, byte[] answer) {
        jdbc.sql("""
                delete from need_file
                where village_code = :village and season = :season and uploaded_by = :by and status = 'CHECKED'""")
                .param("village", file.villageCode()).param("season", file.season()).param("by", file.uploadedBy())
                .update();
        jdbc.sql("""
                insert into need_file (id, village_code, season, file_name, sha256, content_enc, answer_enc, filled_rows,
                    fresh_rows, already_rows, wrong_rows, problems, status, uploaded_by, uploaded_at)
                values (:id, :village, :season, :name, :sha256, :content, :answer, :filled, :fresh, :already, :wrong,
                    :problems::jsonb, 'CHECKED', :by, :at)""").param("id", file.id())
                .param("village", file.villageCode()).param("season", file.season()).param("name", file.fileName())
                .param("sha256", file.sha256()).param("content", personalData.encrypt(content))
                .param("answer", personalData.encrypt(answer)).param("filled", file.filledRows())
                .param("fresh", file.freshRows()).param("already", file.alreadyRows())
                .param("wrong", file.wrongRows()).param("problems", file.problems()).param("by", file.uploadedBy())
                .param("at", file.uploadedAt()).update();
    }

    /** What came of it when it was taken in: fields may have changed since it was tried. */
    void take(Row file, byte[] answer, List<NeedRows.Outcome> taken, String by, OffsetDateTime at) {
        jdbc.sql("""
                update need_file set status = 'TAKEN', taken_by = :by, taken_at = :at, fresh_rows = :fresh,
                    already_rows = :already, wrong_rows = :wrong, problems = :problems::jsonb, answer_enc = :answer
                where id = :id""").param("id", file.id()).param("by", by).param("at", at)
                .param("fresh", file.freshRows()).param("already", file.alreadyRows())
                .param("wrong", file.wrongRows()).param("problems", file.problems())
                .param("answer", personalData.encrypt(answer)).update();
        template.batchUpdate("insert into need_file_row (need_id, need_file_id, row_number) values (?, ?, ?)",
                taken.stream().filter(row -> row.need() != null)
                        .map(row -> new Object[]{Objects.requireNonNull(row.need()).id(), file.id(),
                                row.row().number()})
                        .toList());
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(DataClassRowMapper.newInstance(Row.class))
                .optional();
    }

    /** Held until the end of the transaction: nobody takes a file in twice. */
    Optional<Row> lock(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id for update").param("id", id)
                .query(DataClassRowMapper.newInstance(Row.class)).optional();
    }

    byte[] content(UUID id) {
        return personalData.decryptBytes(jdbc.sql("select content_enc from need_file where id = :id").param("id", id)
                .query(byte[].class).single());
    }

    byte[] answer(UUID id) {
        return personalData.decryptBytes(jdbc.sql("select answer_enc from need_file where id = :id").param("id", id)
                .query(byte[].class).single());
    }

    List<Row> list(String prefix, UUID after, int rows) {
        return jdbc.sql(COLUMNS + "where id > :after and starts_with(village_code, :prefix) order by id limit :rows")
                .param("after", after).param("prefix", prefix).param("rows", rows)
                .query(DataClassRowMapper.newInstance(Row.class)).list();
    }
}
