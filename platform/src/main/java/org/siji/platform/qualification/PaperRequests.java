package org.siji.platform.qualification;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.qualification.Paper.State;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What offices ask providers for. A paper that is on file and inspected can't be asked for again, by no office. */
@Component
class PaperRequests {

    enum RequestStatus {
        OPEN, BROUGHT, WITHDRAWN
    }

    /** @param neededTo the paper has to hold until this day; @param paperId what was brought */
    record Asked(UUID id, UUID providerId, String kind, LocalDate neededTo, String reason, String officeCode,
            String askedBy, OffsetDateTime askedAt, RequestStatus status, @Nullable UUID paperId) {}

    private static final String COLUMNS = """
            select id, provider_id, kind, needed_to, reason, office_code, asked_by, asked_at, status, paper_id
            from paper_request
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Papers papers;
    private final RegionRegister regions;

    PaperRequests(JdbcClient jdbc, Clock clock, Papers papers, RegionRegister regions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.papers = papers;
        this.regions = regions;
    }

    private String office(String code) {
        return regions.findRegion(code).map(Region::name).orElse(code);
    }

    /** @throws ProblemException 409 naming what is on file, who inspected it and when, or who has asked already */
    UUID ask(UUID providerId, PaperKind kind, LocalDate neededTo, String reason, CurrentUser user) {
        List<Paper> onFile = papers.listOfKind(providerId, kind.code());
        LocalDate today = papers.today();
        if (Coverage.firstGap(onFile.stream().filter(Paper::isPassed).toList(), today, neededTo).isEmpty()) {
            Paper last = onFile.stream().filter(Paper::isPassed).filter(paper -> paper.holdsOn(neededTo)).findFirst()
                    .orElseThrow();
            throw ProblemException.conflict("paper.on-file", "kind", kind.said(), last.issuedBy(),
                    last.validTo() == null ? "∞" : last.validTo(), office(String.valueOf(last.officeCode())),
                    String.valueOf(last.inspectedOn()));
        }
        onFile.stream().filter(paper -> paper.state() == State.TO_INSPECT && paper.holdsOn(neededTo)).findFirst()
                .ifPresent(waiting -> {
                    throw ProblemException.conflict("paper.waits-for-inspection", "kind", kind.said(),
                            waiting.recordedAt().atZoneSameInstant(Papers.FARM_ZONE).toLocalDate());
                });
        findOpen(providerId, kind.code()).ifPresent(open -> {
            throw ProblemException.conflict("paper.asked-already", "kind", kind.said(), office(open.officeCode()),
                    open.askedAt().atZoneSameInstant(Papers.FARM_ZONE).toLocalDate());
        });
        UUID id = Ids.next();
        jdbc.sql("""
                insert into paper_request (id, provider_id, kind, needed_to, reason, office_code, asked_by, asked_at)
                values (:id, :provider, :kind, :to, :reason, :office, :by, :at)""").param("id", id)
                .param("provider", providerId).param("kind", kind.code()).param("to", neededTo)
                .param("reason", reason).param("office", user.regionPrefix()).param("by", user.username())
                .param("at", OffsetDateTime.now(clock)).update();
        return id;
    }

    private Optional<Asked> findOpen(UUID providerId, String kind) {
        return jdbc.sql(COLUMNS + "where provider_id = :provider and kind = :kind and status = 'OPEN'")
                .param("provider", providerId).param("kind", kind).query(Asked.class).optional();
    }

    Optional<Asked> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(Asked.class).optional();
    }

    List<Asked> list(Collection<UUID> providers, @Nullable RequestStatus status, UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                where id > :after and provider_id = any(:providers)
                    and (cast(:status as text) is null or status = :status)
                order by id limit :rows""").param("after", after)
                .param("providers", providers.toArray(UUID[]::new))
                .param("status", status == null ? null : status.name()).param("rows", rows).query(Asked.class).list();
    }

    void markBrought(UUID providerId, String kind, UUID paperId, String by) {
        jdbc.sql("""
                update paper_request set status = 'BROUGHT', paper_id = :paper, closed_by = :by, closed_at = :at
                where provider_id = :provider and kind = :kind and status = 'OPEN'""").param("paper", paperId)
                .param("by", by).param("at", OffsetDateTime.now(clock)).param("provider", providerId)
                .param("kind", kind).update();
    }

    void withdraw(UUID id, String by) {
        int done = jdbc.sql("""
                update paper_request set status = 'WITHDRAWN', closed_by = :by, closed_at = :at
                where id = :id and status = 'OPEN'""").param("by", by).param("at", OffsetDateTime.now(clock))
                .param("id", id).update();
        if (done == 0) {
            throw ProblemException.conflict("paper.request-over", "");
        }
    }
}
