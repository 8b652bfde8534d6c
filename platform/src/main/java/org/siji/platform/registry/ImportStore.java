package org.siji.platform.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.privacy.PersonalData;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps imports with their raw file, and takes a whole one back. */
@Component
class ImportStore {

    private static final TypeReference<List<ImportProblem>> PROBLEMS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final PersonalData personalData;
    private final JsonMapper json;
    private final List<FieldDependents> dependents;
    private final ApplicationEventPublisher events;

    ImportStore(JdbcClient jdbc, PersonalData personalData, JsonMapper json, List<FieldDependents> dependents,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.json = json;
        this.dependents = dependents;
        this.events = events;
    }

    /** What became of a file. Only what was really taken in is kept and has an id. */
    enum Status {
        DRY_RUN, REJECTED, DONE, UNDONE
    }

    /** @param villageCode of all its parcels; null for a file of several villages */
    record Import(@Nullable UUID id, Status status, String fileName, String sha256, @Nullable String villageCode,
            long rows, int parcels, double areaSquareMeters, @Nullable OffsetDateTime importedAt,
            @Nullable String importedBy, List<ImportProblem> problems) {}

    void insert(UUID id, Import made, byte[] raw, String username) {
        jdbc.sql("""
                insert into parcel_import (id, village_code, file_name, sha256, raw_enc, status, row_count, parcel_count,
                    area_square_meters, problems, imported_by)
                values (:id, :village, :file, :sha256, :raw, :status, :rows, :parcels, :area, :problems::jsonb, :by)""")
                .param("id", id).param("village", made.villageCode(), Types.VARCHAR).param("file", made.fileName())
                .param("sha256", made.sha256()).param("raw", personalData.encrypt(raw))
                .param("status", made.status().name()).param("rows", made.rows()).param("parcels", made.parcels())
                .param("area", made.areaSquareMeters()).param("problems", json.writeValueAsString(made.problems()))
                .param("by", username).update();
    }

    /** @param prefix scope: imports of one village in it; those of several villages are the county's and township's own */
    List<Import> list(String prefix, UUID after, int rows) {
        return jdbc.sql("""
                select * from parcel_import i where i.id > :after and not exists (
                    select from parcel_version v where v.import_id = i.id and not starts_with(v.village_code, :prefix))
                order by id limit :rows""").param("after", after).param("prefix", prefix).param("rows", rows)
                .query((row, index) -> read(row)).list();
    }

    Optional<Import> find(String prefix, UUID id) {
        return jdbc
                .sql("""
                select * from parcel_import i where i.id = :id and not exists (
                    select from parcel_version v where v.import_id = i.id and not starts_with(v.village_code, :prefix))""")
                .param("id", id).param("prefix", prefix).query((row, index) -> read(row)).optional();
    }

    private Import read(ResultSet row) throws SQLException {
        return new Import(row.getObject("id", UUID.class), Status.valueOf(row.getString("status")),
                row.getString("file_name"), row.getString("sha256"), row.getString("village_code"),
                row.getLong("row_count"), row.getInt("parcel_count"), row.getDouble("area_square_meters"),
                row.getObject("imported_at", OffsetDateTime.class), row.getString("imported_by"),
                json.readValue(row.getString("problems"), PROBLEMS));
    }

    /**
     * Takes back what the import brought. The rows stay on record as no longer believed; their parcels' codes are free again.
     *
     * @throws ProblemException 409 with all that depends on it
     */
    void undo(UUID id) {
        String status = jdbc.sql("select status from parcel_import where id = :id for update").param("id", id)
                .query((row, index) -> row.getString(1)).single();
        if (!status.equals(Status.DONE.name())) {
            throw ProblemException.conflict("import.not-done", "", status);
        }
        List<UUID> fields = ids("select distinct field_id from field_version where import_id = :id", id);
        requireNothingDepends(id, fields);
        UUID[] fieldIds = fields.toArray(UUID[]::new);
        UUID[] parcelIds = ids("select distinct parcel_id from parcel_version where import_id = :id", id)
                .toArray(UUID[]::new);
        close("field_version", "field_id", fieldIds);
        close("field_cultivator", "field_id", fieldIds);
        close("tenure", "parcel_id", parcelIds);
        close("parcel_version", "parcel_id", parcelIds);
        jdbc.sql("update parcel_import set status = 'UNDONE', undone_at = now() where id = :id").param("id", id)
                .update();
        Set<UUID> changed = new LinkedHashSet<>(fields);
        events.publishEvent(new FieldsChanged(changed));
    }

    private void close(String table, String column, UUID[] ids) {
        jdbc.sql("update " + table + " set recorded_until = now() where recorded_until is null and " + column
                + " = any(:ids)").param("ids", ids).update();
    }

    private List<UUID> ids(String sql, UUID id) {
        return jdbc.sql(sql).param("id", id).query((row, index) -> row.getObject(1, UUID.class)).list();
    }

    private void requireNothingDepends(UUID id, List<UUID> fields) {
        Violations found = Violations.collect();
        count(found, "import.used-by-transfer", """
                select count(*) from transfer where recorded_until is null
                    and parcel_id in (select parcel_id from parcel_version where import_id = :id)""", id);
        count(found, "import.used-by-field",
                """
                select count(distinct f.field_id) from field_parcel f
                where f.parcel_id in (select parcel_id from parcel_version where import_id = :id)
                    and not exists (select from field_version v where v.field_id = f.field_id and v.import_id = :id)
                    and exists (select from field_version v where v.field_id = f.field_id and v.recorded_until is null)""",
                id);
        count(found, "import.changed-tenure",
                """
                select count(*) from parcel where version > 1
                    and id in (select parcel_id from parcel_version where import_id = :id and recorded_until is null)""",
                id);
        for (FieldDependents module : dependents) {
            for (Map.Entry<String, Long> use : module.countDependents(fields).entrySet()) {
                found.add(use.getKey(), "", use.getValue());
            }
        }
        if (found.any()) {
            throw new ProblemException(HttpStatus.CONFLICT, "import.in-use", found.list());
        }
    }

    private void count(Violations found, String code, String sql, UUID id) {
        long count = jdbc.sql(sql).param("id", id).query((row, index) -> row.getLong(1)).single();
        found.require(count == 0, code, "", count);
    }
}
