package org.siji.platform.market;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.siji.geo.PayableArea;
import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeDraft;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.NoticeSubject;
import org.siji.platform.api.Sentences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A signed contract as a public notice: with whom, for which fields, at which price, and what the collective takes for itself. */
@Component
class ContractNotice implements NoticeSubject {

    private static final Set<ContractStatus> SIGNED = Set.of(ContractStatus.SIGNED, ContractStatus.IN_WORK,
            ContractStatus.FULFILLED);

    private final ContractStore contracts;
    private final JdbcClient jdbc;
    private final Sentences sentences;

    ContractNotice(ContractStore contracts, JdbcClient jdbc, Sentences sentences) {
        this.contracts = contracts;
        this.jdbc = jdbc;
        this.sentences = sentences;
    }

    @Override
    public NoticeKind kind() {
        return NoticeKind.CONTRACT;
    }

    @Override
    public List<Decision> listDecided(String villageCode, int season) {
        return jdbc.sql("""
                select id from contract where village_code = :village and season = :season
                and status in ('SIGNED', 'IN_WORK', 'FULFILLED') order by id""").param("village", villageCode)
                .param("season", season).query(UUID.class).list().stream()
                .flatMap(id -> findDecision(id.toString()).stream()).toList();
    }

    @Override
    public Optional<Decision> findDecision(String subjectId) {
        return Ids.parse(subjectId).flatMap(contracts::find).filter(row -> SIGNED.contains(row.status()))
                .map(row -> new Decision(subjectId, row.villageCode(), row.season(),
                        new NoticeDraft(sentences, "paper.contract").say("title", row.number()), signedOn(row.id()),
                        "/contracts/" + subjectId));
    }

    private LocalDate signedOn(UUID id) {
        return jdbc.sql("""
                select (min(at) at time zone 'Asia/Shanghai')::date from contract_event
                where subject_id = :id and status = 'SIGNED'""").param("id", id).query(LocalDate.class).single();
    }

    @Override
    public NoticePaper draw(Decision decision) {
        UUID id = Ids.parse(decision.subjectId()).orElseThrow();
        ContractStore.Row row = contracts.find(id).orElseThrow();
        List<ContractedNeed> needs = contracts.listNeeds(id);
        NoticeDraft draft = new NoticeDraft(sentences, "paper.contract");
        List<List<String>> rows = needs.stream()
                .map(need -> NoticeDraft.row(need.fieldName(), PayableArea.of(need.area()).mu().toPlainString()))
                .toList();
        String mu = NoticeDraft.hundredths(
                needs.stream().mapToLong(need -> PayableArea.of(need.area()).centimu()).sum());
        return draft.fact("number", row.number()).fact("provider", row.providerName())
                .fact("operation", draft.word(row.operation())).fact("mode", draft.word(row.mode()))
                .fact("window", NoticeDraft.span(row.windowFrom(), row.windowTo()))
                .fact("signedOn", decision.decidedOn())
                .fact("single", NoticeDraft.hundredths(row.singlePriceFenPerMu()))
                .fact("bundle", NoticeDraft.hundredths(row.bundlePriceFenPerMu()))
                .fact("fee", NoticeDraft.hundredths(row.serviceFeeFenPerMu())).fact("sha256", row.textSha256())
                .step("price").step("gain")
                .table("fields", List.of("field", "#mu"), rows, NoticeDraft.row(draft.say("sum"), mu))
                .paper("title", row.number());
    }
}
