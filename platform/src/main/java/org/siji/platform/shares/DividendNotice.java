package org.siji.platform.shares;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.siji.money.Share;
import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeDraft;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.NoticeSubject;
import org.siji.platform.api.Sentences;
import org.siji.platform.shares.Dividends.Dividend;
import org.siji.platform.shares.Entities.Entity;
import org.siji.platform.shares.Entities.ShareClass;
import org.springframework.stereotype.Component;

/** A dividend as a public notice: the books, the steps from the surplus to each holding, and who gets how much. */
@Component
class DividendNotice implements NoticeSubject {

    private final Dividends dividends;
    private final Entities entities;
    private final Holdings holdings;
    private final Bookings bookings;
    private final EntityAccess access;
    private final Sentences sentences;

    DividendNotice(Dividends dividends, Entities entities, Holdings holdings, Bookings bookings, EntityAccess access,
            Sentences sentences) {
        this.dividends = dividends;
        this.entities = entities;
        this.holdings = holdings;
        this.bookings = bookings;
        this.access = access;
        this.sentences = sentences;
    }

    @Override
    public NoticeKind kind() {
        return NoticeKind.DIVIDEND;
    }

    @Override
    public List<Decision> listDecided(String villageCode, int season) {
        return entities.listOfVillage(villageCode).stream()
                .flatMap(entity -> dividends.listDividends(entity.id()).stream())
                .filter(one -> one.season() == season).map(this::decision).toList();
    }

    @Override
    public Optional<Decision> findDecision(String subjectId) {
        return Ids.parse(subjectId).flatMap(dividends::findDividend).map(this::decision);
    }

    private Decision decision(Dividend one) {
        return new Decision(one.id().toString(), one.villageCode(), one.season(), title(one), one.recordOn(),
                "/dividends/" + one.id());
    }

    private String title(Dividend one) {
        return new NoticeDraft(sentences, "paper.dividend").say("title", entities.getEntity(one.entityId()).name(),
                String.valueOf(one.season()));
    }

    @Override
    public NoticePaper draw(Decision decision) {
        Dividend one = dividends.getDividend(Ids.parse(decision.subjectId()).orElseThrow());
        Entity entity = entities.getEntity(one.entityId());
        NoticeDraft draft = new NoticeDraft(sentences, "paper.dividend");
        long surplus = one.incomeFen() - one.costFen();
        draft.fact("entity", entity.name()).fact("block", one.blockCode()).fact("season", one.season())
                .fact("recordOn", one.recordOn())
                .fact("income", NoticeDraft.hundredths(one.incomeFen()))
                .fact("cost", NoticeDraft.hundredths(one.costFen())).fact("surplus", NoticeDraft.hundredths(surplus));
        draft.step("surplusStep", NoticeDraft.hundredths(one.incomeFen()), NoticeDraft.hundredths(one.costFen()),
                NoticeDraft.hundredths(surplus));
        draft.step("provisions", NoticeDraft.hundredths(one.reserveFen()), NoticeDraft.hundredths(one.welfareFen()));
        if (one.fromReserveFen() > 0) {
            draft.step("fromReserve", NoticeDraft.hundredths(one.fromReserveFen()));
        }
        draft.step("guaranteedStep", NoticeDraft.hundredths(one.guaranteedFen()));
        if (one.missingFen() > 0) {
            draft.step("missing", NoticeDraft.hundredths(one.missingFen()));
        }
        draft.step("dividendStep", NoticeDraft.hundredths(one.dividendFen()));
        booked(draft, one);
        lines(draft, one, entity);
        return draft.paper("title", entity.name(), String.valueOf(one.season()));
    }

    private void booked(NoticeDraft draft, Dividend one) {
        List<List<String>> rows = new ArrayList<>();
        for (Bookings.Booking booking : bookings.listBookings(one.entityId(), one.season())) {
            if (!Objects.equals(booking.blockCode(), one.blockCode())) {
                continue;
            }
            rows.add(NoticeDraft.row(booking.onDate(), draft.say("direction." + booking.direction()),
                    booking.purpose(), NoticeDraft.hundredths(booking.amountFen()), booking.evidence()));
        }
        draft.table("books", List.of("date", "direction", "purpose", "#amount", "evidence"), rows, null);
    }

    private void lines(NoticeDraft draft, Dividend one, Entity entity) {
        Map<UUID, String> names = access.namesOfHolders(entity, holdings.listAllShareholders(entity.id()),
                draft.say("collective"));
        Map<String, ShareClass> classes = entities.mapClasses(entity.id());
        List<List<String>> rows = new ArrayList<>();
        for (Dividends.Line line : dividends.listLines(one.id())) {
            ShareClass own = classes.get(line.classCode());
            rows.add(NoticeDraft.row(names.getOrDefault(line.shareholderId(), ""),
                    own == null ? line.classCode() : own.name(),
                    shares(new Share(line.numerator(), line.denominator())),
                    NoticeDraft.hundredths(line.guaranteedFen()), NoticeDraft.hundredths(line.dividendFen()),
                    NoticeDraft.hundredths(line.guaranteedFen() + line.dividendFen()),
                    line.held() ? draft.say("held") : ""));
        }
        draft.table("lines", List.of("holder", "class", "#shares", "#guaranteed", "#dividend", "#total", "note"), rows,
                NoticeDraft.row(draft.say("sum"), "", "", NoticeDraft.hundredths(one.guaranteedFen()),
                        NoticeDraft.hundredths(one.dividendFen()),
                        NoticeDraft.hundredths(one.guaranteedFen() + one.dividendFen()), ""));
    }

    /** 20, or 10/3 where an inheritance left it so. */
    static String shares(Share share) {
        return share.denominator() == 1
                ? String.valueOf(share.numerator())
                : share.numerator() + "/" + share.denominator();
    }
}
