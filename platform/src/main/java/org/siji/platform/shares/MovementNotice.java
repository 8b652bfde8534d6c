package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.siji.money.Share;
import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeDraft;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.NoticeSubject;
import org.siji.platform.api.Sentences;
import org.siji.platform.shares.Entities.Entity;
import org.siji.platform.shares.Entities.ShareClass;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An admission, exit, inheritance, splitting or transfer as a public notice: who had how many shares before and after, and why. */
@Component
class MovementNotice implements NoticeSubject {

    private final JdbcClient jdbc;
    private final Entities entities;
    private final Holdings holdings;
    private final EntityAccess access;
    private final Sentences sentences;

    MovementNotice(JdbcClient jdbc, Entities entities, Holdings holdings, EntityAccess access, Sentences sentences) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.holdings = holdings;
        this.access = access;
        this.sentences = sentences;
    }

    private record Moved(UUID id, UUID entityId, Holdings.MovementKind kind, LocalDate effectiveOn, String ground) {}

    private static final String MOVED = """
            select m.id, m.entity_id, m.kind, m.effective_on, m.ground
            from share_movement m join entity e on e.id = m.entity_id where\s""";

    @Override
    public NoticeKind kind() {
        return NoticeKind.SHARE_MOVEMENT;
    }

    @Override
    public List<Decision> listDecided(String villageCode, int season) {
        return jdbc.sql(MOVED + """
                e.village_code = :village and extract(year from m.effective_on) = :season order by m.id""")
                .param("village", villageCode).param("season", season).query(Moved.class).list().stream()
                .map(this::decision).toList();
    }

    @Override
    public Optional<Decision> findDecision(String subjectId) {
        return Ids.parse(subjectId).flatMap(this::find).map(this::decision);
    }

    private Optional<Moved> find(UUID id) {
        return jdbc.sql(MOVED + "m.id = :id").param("id", id).query(Moved.class).optional();
    }

    private NoticeDraft draft() {
        return new NoticeDraft(sentences, "paper.movement");
    }

    private Decision decision(Moved one) {
        Entity entity = entities.getEntity(one.entityId());
        return new Decision(one.id().toString(), entity.villageCode(), one.effectiveOn().getYear(),
                draft().say("title", entity.name(), draft().say("kind." + one.kind())), one.effectiveOn(),
                "/entities/" + entity.id());
    }

    private record Change(UUID shareholderId, String classCode, long beforeNumerator, long beforeDenominator,
            long afterNumerator, long afterDenominator) {}

    private record Contribution(String parcelCode, long areaCentimu, String landClass, long sharesNumerator,
            long sharesDenominator, LocalDate validTo) {}

    @Override
    public NoticePaper draw(Decision decision) {
        Moved one = find(Ids.parse(decision.subjectId()).orElseThrow()).orElseThrow();
        Entity entity = entities.getEntity(one.entityId());
        NoticeDraft draft = draft();
        Map<UUID, String> names = access.namesOfHolders(entity, holdings.listAllShareholders(entity.id()),
                draft.say("collective"));
        Map<String, ShareClass> classes = entities.mapClasses(entity.id());
        List<List<String>> changes = jdbc.sql("""
                select shareholder_id, class_code,
                       coalesce(max(numerator) filter (where closed_by = :id and opened_by <> :id), 0) as before_numerator,
                       coalesce(max(denominator) filter (where closed_by = :id and opened_by <> :id), 1) as before_denominator,
                       coalesce(max(numerator) filter (where opened_by = :id and closed_by is distinct from :id), 0)
                           as after_numerator,
                       coalesce(max(denominator) filter (where opened_by = :id and closed_by is distinct from :id), 1)
                           as after_denominator
                from share_holding where opened_by = :id or closed_by = :id
                group by shareholder_id, class_code order by shareholder_id, class_code""").param("id", one.id())
                .query(Change.class).list().stream().map(change -> {
                    ShareClass own = classes.get(change.classCode());
                    return NoticeDraft.row(names.getOrDefault(change.shareholderId(), ""),
                            own == null ? change.classCode() : own.name(),
                            DividendNotice.shares(new Share(change.beforeNumerator(), change.beforeDenominator())),
                            DividendNotice.shares(new Share(change.afterNumerator(), change.afterDenominator())));
                }).toList();
        draft.fact("entity", entity.name()).fact("kind", draft.say("kind." + one.kind()))
                .fact("effectiveOn", one.effectiveOn()).fact("ground", one.ground()).step("how." + one.kind())
                .table("changes", List.of("holder", "class", "#before", "#after"), changes, null);
        contributed(draft, one);
        return draft.paper("title", entity.name(), draft.say("kind." + one.kind()));
    }

    private void contributed(NoticeDraft draft, Moved one) {
        List<List<String>> parcels = jdbc.sql("""
                select parcel_code, area_centimu, land_class, shares_numerator, shares_denominator, valid_to
                from share_contribution where movement_id = :id order by parcel_code""").param("id", one.id())
                .query(Contribution.class).list().stream()
                .map(land -> NoticeDraft.row(land.parcelCode(), NoticeDraft.hundredths(land.areaCentimu()),
                        land.landClass(),
                        DividendNotice.shares(new Share(land.sharesNumerator(), land.sharesDenominator())),
                        land.validTo()))
                .toList();
        if (!parcels.isEmpty()) {
            draft.table("parcels", List.of("parcel", "#mu", "landClass", "#shares", "validTo"), parcels, null);
        }
    }
}
