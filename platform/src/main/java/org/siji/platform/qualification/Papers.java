package org.siji.platform.qualification;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.privacy.PersonalData;
import org.siji.platform.qualification.Paper.State;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Papers and their inspections in the database: only added to. */
@Component
class Papers {

    /** Farm days are days of China, wherever the server stands. */
    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private static final String COLUMNS = """
            select * from (
                select p.id, p.provider_id, p.kind, p.machine_id, p.number_enc, p.number_key, p.holder_name_enc,
                    p.issued_by, p.valid_from, p.valid_to, p.replaces, p.reason, p.recorded_by, p.recorded_at,
                    case when exists (select 1 from provider_paper n where n.replaces = p.id) then 'REPLACED'
                        when i.result is null then 'TO_INSPECT' when i.result = 'REFUSED' then 'REFUSED'
                        when p.valid_to < :today then 'ENDED' when p.valid_to <= :today + k.warn_days then 'ENDING'
                        else 'VALID' end as state,
                    exists (select 1 from provider_paper n where n.provider_id = p.provider_id and n.kind = p.kind
                        and n.machine_id is not distinct from p.machine_id and n.id <> p.id
                        and coalesce(n.valid_to, 'infinity') > coalesce(p.valid_to, 'infinity')
                        and not exists (select 1 from provider_paper c where c.replaces = n.id)
                        and 'REFUSED' is distinct from (select result from paper_inspection
                            where paper_id = n.id order by id desc limit 1)) as renewed,
                    i.id as inspection_id, i.reason as inspection_reason, i.inspected_on, i.office_code, i.office_role,
                    i.inspector
                from provider_paper p join paper_kind k on k.code = p.kind
                left join lateral (select * from paper_inspection where paper_id = p.id order by id desc limit 1) i
                    on true) p
            """;

    private static final RowMapper<Paper> PAPER = new SimplePropertyRowMapper<>(Paper.class);

    /** @param inspector name of the person; @param officeCode '' for the platform's operator */
    record Inspection(UUID id, String result, String reason, LocalDate inspectedOn, String officeCode,
            String officeRole, String inspectedBy, String inspector, OffsetDateTime recordedAt) {}

    record NewPaper(String kind, @Nullable UUID machineId, String number, @Nullable String holderName, String issuedBy,
            LocalDate validFrom, @Nullable LocalDate validTo, @Nullable UUID replaces, String reason) {}

    private final JdbcClient jdbc;
    private final PersonalData personalData;
    private final Clock clock;

    Papers(JdbcClient jdbc, PersonalData personalData, Clock clock) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(FARM_ZONE));
    }

    Optional<Paper> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("today", today()).param("id", id).query(PAPER).optional();
    }

    /** All of a provider's, those that were replaced too, in the order in which they came. */
    List<Paper> listOf(UUID providerId) {
        return jdbc.sql(COLUMNS + "where provider_id = :provider order by id").param("today", today())
                .param("provider", providerId).query(PAPER).list();
    }

    /** Of all providers; without those that were replaced. */
    List<Paper> listOfKinds(Collection<String> kinds) {
        return jdbc.sql(COLUMNS + "where kind = any(:kinds) and state <> 'REPLACED' order by id")
                .param("today", today()).param("kinds", kinds.toArray(String[]::new)).query(PAPER).list();
    }

    List<Paper> listOfKind(UUID providerId, String kind) {
        return jdbc.sql(COLUMNS + "where provider_id = :provider and kind = :kind and state <> 'REPLACED' order by id")
                .param("today", today()).param("provider", providerId).param("kind", kind).query(PAPER).list();
    }

    /** @param waiting only what somebody has to do something about: inspect, or bring a paper that lasts longer */
    List<Paper> list(Collection<UUID> providers, @Nullable String kind, @Nullable State state, boolean waiting,
            UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                where id > :after and provider_id = any(:providers)
                    and (cast(:kind as text) is null or kind = :kind)
                    and (cast(:state as text) is null or state = :state)
                    and (not :waiting or state in ('TO_INSPECT', 'REFUSED', 'ENDING', 'ENDED')
                        and (state = 'TO_INSPECT' or not renewed))
                order by id limit :rows""").param("today", today()).param("after", after)
                .param("providers", providers.toArray(UUID[]::new)).param("kind", kind)
                .param("state", state == null ? null : state.name()).param("waiting", waiting).param("rows", rows)
                .query(PAPER).list();
    }

    /** How many of these providers' papers wait for whom: to be inspected, or ending and ended ones that no other paper follows. */
    Map<State, Long> countWaiting(Collection<UUID> providers) {
        Map<State, Long> counts = new EnumMap<>(State.class);
        jdbc.sql("select state, count(*) from (" + COLUMNS + """
                where provider_id = any(:providers) and state in ('TO_INSPECT', 'ENDING', 'ENDED')
                    and (state = 'TO_INSPECT' or not renewed)) waiting
                group by state""").param("today", today()).param("providers", providers.toArray(UUID[]::new))
                .query(row -> {
                    counts.put(State.valueOf(row.getString(1)), row.getLong(2));
                });
        return counts;
    }

    /** Whether the same paper is on file already. */
    Optional<UUID> findSame(UUID providerId, NewPaper paper) {
        return jdbc.sql("""
                select id from provider_paper p
                where provider_id = :provider and kind = :kind and number_key = :number and valid_from = :from
                    and valid_to is not distinct from cast(:to as date) and id is distinct from cast(:replaces as uuid)
                    and not exists (select 1 from provider_paper n where n.replaces = p.id)
                limit 1""").param("provider", providerId).param("kind", paper.kind())
                .param("number", personalData.searchKey(paper.number())).param("from", paper.validFrom())
                .param("to", paper.validTo()).param("replaces", paper.replaces()).query(UUID.class).optional();
    }

    void insert(UUID id, UUID providerId, NewPaper paper, String by) {
        jdbc.sql("""
                insert into provider_paper (id, provider_id, kind, machine_id, number_enc, number_key, holder_name_enc,
                    issued_by, valid_from, valid_to, replaces, reason, recorded_by, recorded_at)
                values (:id, :provider, :kind, :machine, :number, :key, :holder, :issuedBy, :from, :to, :replaces, :reason,
                    :by, :at)""").param("id", id).param("provider", providerId).param("kind", paper.kind())
                .param("machine", paper.machineId()).param("number", personalData.encrypt(paper.number()))
                .param("key", personalData.searchKey(paper.number()))
                .param("holder", personalData.encryptNullable(paper.holderName()))
                .param("issuedBy", paper.issuedBy()).param("from", paper.validFrom()).param("to", paper.validTo())
                .param("replaces", paper.replaces()).param("reason", paper.reason()).param("by", by)
                .param("at", OffsetDateTime.now(clock)).update();
    }

    void inspect(UUID id, UUID paperId, boolean passed, String reason, LocalDate on, CurrentUser user) {
        jdbc.sql("""
                insert into paper_inspection (id, paper_id, result, reason, inspected_on, office_code, office_role,
                    inspected_by, inspector, recorded_at)
                values (:id, :paper, :result, :reason, :on, :office, :role, :by, :inspector, :at)""").param("id", id)
                .param("paper", paperId).param("result", passed ? "PASSED" : "REFUSED").param("reason", reason)
                .param("on", on).param("office", user.regionPrefix()).param("role", user.role().name())
                .param("by", user.username()).param("inspector", user.displayName())
                .param("at", OffsetDateTime.now(clock)).update();
    }

    /** The first one first. */
    List<Inspection> listInspections(UUID paperId) {
        return jdbc.sql("""
                select id, result, reason, inspected_on, office_code, office_role, inspected_by, inspector, recorded_at
                from paper_inspection where paper_id = :paper order by id""").param("paper", paperId)
                .query(Inspection.class).list();
    }
}
