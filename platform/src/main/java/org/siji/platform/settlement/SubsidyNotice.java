package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.siji.platform.api.NoticeDraft;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.NoticeSubject;
import org.siji.platform.api.Sentences;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a fund pays in a village as a public notice: to whom, for how much ground, by which rule. Subject: fund and village. */
@Component
class SubsidyNotice implements NoticeSubject {

    private static final Pattern WRITTEN = Pattern.compile("([0-9a-f-]{36}):(\\d{12})");

    private final JdbcClient jdbc;
    private final CultivatorRegister cultivators;
    private final FieldRegister fields;
    private final Sentences sentences;

    SubsidyNotice(JdbcClient jdbc, CultivatorRegister cultivators, FieldRegister fields, Sentences sentences) {
        this.jdbc = jdbc;
        this.cultivators = cultivators;
        this.fields = fields;
        this.sentences = sentences;
    }

    private record Paying(UUID id, String villageCode, int season, String name, String operation, String source,
            LocalDate lastOn) {}

    private record Claim(UUID cultivatorId, UUID fieldId, long countedCentimu, long claimFen, long paidFen,
            int ruleVersion, String reasonCode, List<String> reasonArgs) {}

    private static final String PAYING = """
            select f.id, c.village_code, f.season, f.name, f.operation, coalesce(f.source, '') as source,
                   (max(c.recorded_at) at time zone 'Asia/Shanghai')::date as last_on
            from fund f join subsidy_claim c on c.fund_id = f.id
            where c.village_code = :village""";
    private static final String GROUPED = " group by f.id, c.village_code order by f.id";

    @Override
    public NoticeKind kind() {
        return NoticeKind.SUBSIDY_PAYMENTS;
    }

    @Override
    public List<Decision> listDecided(String villageCode, int season) {
        return jdbc.sql(PAYING + " and f.season = :season" + GROUPED).param("village", villageCode)
                .param("season", season).query(Paying.class).list().stream().map(this::decision).toList();
    }

    @Override
    public Optional<Decision> findDecision(String subjectId) {
        Matcher matcher = WRITTEN.matcher(subjectId);
        return matcher.matches() ? find(matcher.group(1), matcher.group(2)).map(this::decision) : Optional.empty();
    }

    private Optional<Paying> find(String fundId, String villageCode) {
        return jdbc.sql(PAYING + " and f.id::text = :fund" + GROUPED).param("village", villageCode)
                .param("fund", fundId).query(Paying.class).optional();
    }

    private Decision decision(Paying one) {
        return new Decision(one.id() + ":" + one.villageCode(), one.villageCode(), one.season(),
                new NoticeDraft(sentences, "paper.subsidy").say("title", one.name()), one.lastOn(),
                "/funds/" + one.id());
    }

    @Override
    public NoticePaper draw(Decision decision) {
        String[] parts = decision.subjectId().split(":");
        Paying fund = find(parts[0], parts[1]).orElseThrow();
        List<Claim> claims = jdbc.sql("""
                select c.cultivator_id, c.field_id, c.counted_centimu, c.claim_fen, c.paid_fen, c.rule_version, c.reason_code,
                       c.reason_args
                from subsidy_claim c where c.fund_id = :fund and c.village_code = :village
                and not exists (select 1 from bill_line b where b.supersedes_acceptance_id = c.acceptance_id)
                order by c.id""").param("fund", fund.id()).param("village", fund.villageCode())
                .query((row, index) -> new Claim(row.getObject("cultivator_id", UUID.class),
                        row.getObject("field_id", UUID.class), row.getLong("counted_centimu"), row.getLong("claim_fen"),
                        row.getLong("paid_fen"), row.getInt("rule_version"), row.getString("reason_code"),
                        List.of((String[]) row.getArray("reason_args").getArray())))
                .list();
        Map<UUID, Cultivator> people = cultivators
                .mapCultivators(claims.stream().map(Claim::cultivatorId).distinct().toList());
        Map<UUID, Field> places = fields.mapFields(claims.stream().map(Claim::fieldId).distinct().toList());
        NoticeDraft draft = new NoticeDraft(sentences, "paper.subsidy");
        List<List<String>> rows = claims.stream().map(claim -> NoticeDraft.row(
                Optional.ofNullable(people.get(claim.cultivatorId())).map(Cultivator::nameMasked).orElse(""),
                Optional.ofNullable(places.get(claim.fieldId())).map(Field::name).orElse(""),
                NoticeDraft.hundredths(claim.countedCentimu()), NoticeDraft.hundredths(claim.claimFen()),
                NoticeDraft.hundredths(claim.paidFen()),
                draft.sentence(claim.reasonCode(), claim.reasonArgs().toArray()))).toList();
        return draft.fact("fund", fund.name()).fact("source", fund.source().isEmpty() ? null : fund.source())
                .fact("operation", draft.sentence("operation." + fund.operation()))
                .fact("lastOn", fund.lastOn())
                .fact("paidTotal", NoticeDraft.hundredths(claims.stream().mapToLong(Claim::paidFen).sum()))
                .step("rule", claims.stream().map(Claim::ruleVersion).distinct().sorted().map(String::valueOf)
                        .reduce((one, other) -> one + "、" + other).orElse("-"))
                .step("once")
                .table("claims", List.of("cultivator", "field", "#counted", "#claimed", "#paid", "reason"), rows,
                        NoticeDraft.row(draft.say("sum"), "",
                                NoticeDraft.hundredths(claims.stream().mapToLong(Claim::countedCentimu).sum()),
                                NoticeDraft.hundredths(claims.stream().mapToLong(Claim::claimFen).sum()),
                                NoticeDraft.hundredths(claims.stream().mapToLong(Claim::paidFen).sum()), ""))
                .paper("title", fund.name());
    }
}
