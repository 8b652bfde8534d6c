package org.siji.platform.dispute;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.dispute.Dispute.DisputeStatus;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Disputes as the boards of contracts show them. */
@Component
public class DisputeBoard {

    private final DisputeStore store;
    private final JdbcClient jdbc;

    DisputeBoard(DisputeStore store, JdbcClient jdbc) {
        this.store = store;
        this.jdbc = jdbc;
    }

    /** @param number of the work order or contract; @param dueOn last day of the level on which an open one lies */
    public record DisputeNote(UUID id, String number, @Nullable UUID workOrderId, Side claimant, Side respondent,
            String claim, String level, String status, LocalDate dueOn) {

        public boolean isOpen() {
            return status.equals(DisputeStatus.OPEN.name());
        }
    }

    /** Over a contract and its orders; a provider sees those in which it is a side. */
    public List<DisputeNote> listOfContract(CurrentUser user, UUID contractId) {
        return store.listOfContract(contractId).stream()
                .filter(one -> user.role() != Role.PROVIDER || one.isParty(Side.PROVIDER))
                .map(one -> new DisputeNote(one.id(), one.number(), one.workOrderId(), one.claimant(),
                        one.respondent(), one.claim(), one.level().name(), one.status().name(), one.levelDueOn()))
                .toList();
    }

    /** @param count disputes over a contract that their level has not ended in time; @param since its earliest last day */
    public record LateDisputes(UUID contractId, long count, LocalDate since) {}

    public List<LateDisputes> listLate(String regionPrefix, int season, LocalDate today) {
        return jdbc.sql("""
                select contract_id, count(*) as count, min(level_due_on) as since from dispute
                where status = 'OPEN' and season = :season and starts_with(village_code, :prefix) and level_due_on < :today
                group by contract_id""").param("season", season).param("prefix", regionPrefix).param("today", today)
                .query(LateDisputes.class).list();
    }
}
