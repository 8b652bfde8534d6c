package org.siji.platform.notice;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.NoticeGate;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps decisions from being carried out before their notice is over, where the county wants it so. */
@Component
class CarryingOut implements NoticeGate {

    private final JdbcClient jdbc;
    private final NoticeRules rules;
    private final Sentences sentences;

    CarryingOut(JdbcClient jdbc, NoticeRules rules, Sentences sentences) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.sentences = sentences;
    }

    private record Latest(UUID id, boolean closed, @Nullable Boolean stands, @Nullable LocalDate carriedOutOn) {}

    @Override
    public void carryOut(NoticeKind kind, String subjectId, String villageCode, LocalDate on, String by) {
        Optional<Latest> notice = jdbc.sql("""
                select id, closed_at is not null as closed, stands, carried_out_on from public_notice
                where kind = :kind and subject_id = :subject order by id desc limit 1""").param("kind", kind.name())
                .param("subject", subjectId).query(Latest.class).optional();
        boolean over = notice.filter(one -> one.closed() && Boolean.TRUE.equals(one.stands())).isPresent();
        NoticeRules.Rule rule = rules.getRule(kind, villageCode);
        if (rule.blocks() && !over) {
            throw ProblemException.conflict("notice.first", "", sentences.say("noticekind." + kind),
                    rule.source());
        }
        notice.filter(one -> over && one.carriedOutOn() == null)
                .ifPresent(one -> jdbc.sql(
                        "update public_notice set carried_out_on = :on, carried_out_by = :by where id = :id")
                        .param("on", on).param("by", by).param("id", one.id()).update());
    }
}
