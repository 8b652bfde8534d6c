package org.siji.platform.market;

import java.util.Optional;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.demand.NeedLeftBundle;
import org.siji.platform.demand.NeedWithdrawalAsked;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Needs that contracts hold: nobody withdraws from what both sides have signed, and no need falls out of a text that names it. */
@Component
class ContractedNeeds {

    private final JdbcClient jdbc;

    ContractedNeeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Holding(String number, ContractStatus status) {

        boolean isSigned() {
            return status != ContractStatus.DRAFT && status != ContractStatus.SENT;
        }
    }

    /** The contract that names the need and was not terminated; what an amendment has dropped is free. */
    private Optional<Holding> findHolding(UUID needId) {
        return jdbc.sql("""
                select c.number, c.status from contract c join contract_need n on n.contract_id = c.id
                where n.need_id = :need and c.status <> 'TERMINATED' and not exists (select from contract_need_dropped d
                    where d.contract_id = n.contract_id and d.need_id = n.need_id)
                order by c.id desc limit 1""").param("need", needId).query(Holding.class).optional();
    }

    @EventListener
    void on(NeedWithdrawalAsked event) {
        findHolding(event.needId()).filter(Holding::isSigned).ifPresent(contract -> {
            throw ProblemException.conflict("need.in-contract", "", contract.number(), contract.status());
        });
    }

    @EventListener
    void on(NeedLeftBundle event) {
        findHolding(event.needId()).ifPresent(contract -> {
            throw ProblemException.conflict(contract.isSigned() ? "need.in-contract" : "need.in-draft-contract", "",
                    contract.number(), contract.status());
        });
    }
}
