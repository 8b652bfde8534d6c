package org.siji.platform.tenancy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeDraft;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.NoticeSubject;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.VillageYear;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.TransferRegister.Search;
import org.siji.platform.tenancy.Agreements.Agreement;
import org.siji.platform.tenancy.Agreements.Due;
import org.siji.platform.tenancy.IdleLands.IdleLand;
import org.siji.platform.tenancy.LandInterests.Interest;
import org.siji.platform.tenancy.Trusteeships.Trusteeship;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is decided about a village's land in a year, one list for the wall each: transfers, rents, trusteeships, idle land. */
@Configuration(proxyBeanMethods = false)
class TenancyNotices {

    private static final int MOST = 100_000;

    /** A list that a village's year has when it has a line. */
    private record YearList(NoticeKind kind, Sentences sentences, String prefix, String page,
            Function<VillageYear, List<Entry>> entries, List<String> columns) implements NoticeSubject {

        @Override
        public List<Decision> listDecided(String villageCode, int season) {
            return findDecision(new VillageYear(villageCode, season).toString()).stream().toList();
        }

        @Override
        public Optional<Decision> findDecision(String subjectId) {
            return VillageYear.parse(subjectId).flatMap(of -> entries.apply(of).stream().map(Entry::on)
                    .max(LocalDate::compareTo)
                    .map(last -> new Decision(subjectId, of.villageCode(), of.year(),
                            draft().say("title", String.valueOf(of.year())), last, page)));
        }

        private NoticeDraft draft() {
            return new NoticeDraft(sentences, prefix);
        }

        @Override
        public NoticePaper draw(Decision decision) {
            VillageYear of = VillageYear.parse(decision.subjectId()).orElseThrow();
            List<Entry> found = entries.apply(of);
            long centimu = found.stream().mapToLong(Entry::centimu).sum();
            long fen = found.stream().mapToLong(Entry::fen).sum();
            NoticeDraft draft = draft().fact("year", of.year()).fact("count", found.size())
                    .fact("mu", NoticeDraft.hundredths(centimu));
            if (kind == NoticeKind.RENTS_DUE) {
                draft.fact("sum", NoticeDraft.hundredths(fen));
            }
            return draft.step("how").table("lines", columns, found.stream().map(Entry::cells).toList(), null)
                    .paper("title", String.valueOf(of.year()));
        }
    }

    /** A line of a list. @param on when it was decided; @param centimu its area; @param fen its sum, if it has one */
    private record Entry(LocalDate on, long centimu, long fen, List<String> cells) {}

    @Bean
    NoticeSubject transferNotice(Agreements agreements, Sentences sentences) {
        NoticeDraft words = new NoticeDraft(sentences, "paper.transfer");
        return new YearList(NoticeKind.LAND_TRANSFER, sentences, "paper.transfer", "/tenancy",
                of -> agreements.list(year(of), Ids.NIL, MOST).stream()
                        .filter(one -> one.transfer().validFrom().getYear() == of.year())
                        .map(one -> new Entry(one.transfer().validFrom(), one.terms().areaCentimu(), 0,
                                NoticeDraft.row(one.transfer().parcelCode(), one.parties().holderName(),
                                        one.parties().tenantName(), words.say("kind." + one.transfer().kind()),
                                        NoticeDraft.hundredths(one.terms().areaCentimu()), rent(words, one),
                                        one.transfer().validFrom() + " — " + one.transfer().validTo())))
                        .toList(),
                List.of("parcel", "holder", "tenant", "way", "#area", "rent", "term"));
    }

    private static Search year(VillageYear of) {
        return new Search(of.villageCode(), null, null, LocalDate.of(of.year(), 1, 1),
                LocalDate.of(of.year() + 1, 1, 1));
    }

    private static String rent(NoticeDraft words, Agreement one) {
        Long fen = one.terms().fenPerMu();
        return fen != null
                ? words.say("money", NoticeDraft.hundredths(fen))
                : words.say("grain",
                        String.valueOf(Objects.requireNonNull(one.terms().gramsPerMu()) / 1000.0),
                        String.valueOf(one.terms().grain()));
    }

    @Bean
    NoticeSubject rentNotice(Agreements agreements, Sentences sentences) {
        NoticeDraft words = new NoticeDraft(sentences, "paper.rent");
        return new YearList(NoticeKind.RENTS_DUE, sentences, "paper.rent", "/tenancy?tab=due",
                of -> agreements.listDue(agreements.list(year(of), Ids.NIL, MOST), of.year()).stream()
                        .map(due -> rentEntry(words, due)).toList(),
                List.of("parcel", "holder", "tenant", "#area", "days", "rate", "#amount", "dueOn"));
    }

    private static Entry rentEntry(NoticeDraft words, Due due) {
        Long fen = due.amountFen();
        Long perMu = due.fenPerMu();
        String rate = perMu != null
                ? words.say("money", NoticeDraft.hundredths(perMu))
                : words.say("grain", String.valueOf(Objects.requireNonNull(due.gramsPerMu()) / 1000.0),
                        String.valueOf(due.grain()), due.fenPerKg() == null
                                ? words.say("noPrice")
                                : NoticeDraft.hundredths(Objects.requireNonNull(due.fenPerKg())));
        return new Entry(due.dueOn(), due.areaCentimu(), fen == null ? 0 : fen - due.returnedFen(),
                NoticeDraft.row(due.parcelCode(), due.parties().holderName(), due.parties().tenantName(),
                        NoticeDraft.hundredths(due.areaCentimu()), due.days() + "/" + due.fullDays(), rate,
                        fen == null ? words.say("held") : NoticeDraft.hundredths(fen - due.returnedFen()),
                        due.dueOn()));
    }

    @Bean
    NoticeSubject trusteeshipNotice(Trusteeships trusteeships, Trustees trustees, HouseholdRegister households,
            Sentences sentences) {
        NoticeDraft words = new NoticeDraft(sentences, "paper.trusteeship");
        return new YearList(NoticeKind.TRUSTEESHIP, sentences, "paper.trusteeship", "/trusteeships", of -> {
            List<Trusteeship> list = trusteeships.list(of.villageCode(), null, null, Ids.NIL, MOST).stream()
                    .filter(one -> one.validFrom().getYear() == of.year()).toList();
            Map<UUID, Household> holders = households
                    .mapHouseholds(list.stream().map(Trusteeship::householdId).distinct().toList());
            Map<Trustees.Trustee, String> names = trustees.map(list.stream().map(Trusteeship::trustee).toList());
            return list.stream().map(one -> new Entry(one.validFrom(), one.areaCentimu(), 0,
                    NoticeDraft.row(name(holders, one.householdId()), names.getOrDefault(one.trustee(), ""),
                            one.operations().stream().map(words::word).collect(Collectors.joining("、")),
                            NoticeDraft.hundredths(one.areaCentimu()), NoticeDraft.hundredths(one.feeFenPerMu()),
                            NoticeDraft.hundredths(one.guaranteeFenPerMu()), one.validFrom() + " — " + one.until())))
                    .toList();
        }, List.of("holder", "trustee", "operations", "#area", "#fee", "#guarantee", "term"));
    }

    private static String name(Map<UUID, Household> known, UUID id) {
        return Optional.ofNullable(known.get(id)).map(Household::nameMasked).orElse("");
    }

    @Bean
    NoticeSubject idleLandNotice(IdleLands idle, LandInterests interests, Providers providers,
            CultivatorRegister cultivators, Sentences sentences) {
        NoticeDraft words = new NoticeDraft(sentences, "paper.idle");
        return new YearList(NoticeKind.IDLE_LAND, sentences, "paper.idle", "/idle-land", of -> {
            List<IdleLand> promised = idle
                    .list(new IdleLands.Asked(of.villageCode(), of.year(), null, null), Ids.NIL, MOST).stream()
                    .filter(one -> one.status() == IdleLands.Status.PROMISED
                            || one.status() == IdleLands.Status.AGREED)
                    .toList();
            Map<UUID, Interest> accepted = new HashMap<>();
            interests.listOf(promised.stream().map(IdleLand::id).toList()).stream()
                    .filter(one -> one.status() == LandInterests.Answer.ACCEPTED)
                    .forEach(one -> accepted.put(one.idleLandId(), one));
            return promised.stream().filter(one -> accepted.containsKey(one.id())).map(one -> {
                Interest to = Objects.requireNonNull(accepted.get(one.id()));
                return new Entry(
                        Objects.requireNonNullElse(to.answeredAt(), to.recordedAt())
                                .atZoneSameInstant(AgreementController.FARM_ZONE).toLocalDate(),
                        PayableArea.of(new Area(one.areaSquareMeters())).centimu(), 0,
                        NoticeDraft.row(one.fieldName(), PayableArea.of(new Area(one.areaSquareMeters())).mu(),
                                asker(to, providers, cultivators), words.say("kind." + to.kind()),
                                NoticeDraft.hundredths(to.fenPerMu()), Objects.requireNonNullElse(to.answer(), "")));
            }).toList();
        }, List.of("field", "#area", "to", "way", "#price", "reason"));
    }

    private static String asker(Interest to, Providers providers, CultivatorRegister cultivators) {
        if (to.providerId() != null) {
            Provider provider = providers.getProvider(to.providerId());
            return provider.name();
        }
        return cultivators.getCultivator(Objects.requireNonNull(to.cultivatorId())).nameMasked();
    }
}
