package org.siji.platform.notice;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Sentences;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.siji.platform.settlement.BilledLine;
import org.siji.platform.settlement.Bills;
import org.siji.platform.shares.HouseholdShares;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.Acceptances;
import org.springframework.stereotype.Component;

/** Draws up the households' statements. A household is also shown what it farms as a large grower. */
@Component
class Statements {

    private final HouseholdRegister households;
    private final CultivatorRegister cultivators;
    private final FieldRegister fields;
    private final RegionRegister regions;
    private final Bills bills;
    private final Acceptances acceptances;
    private final Sentences sentences;
    private final HouseholdShares shares;

    Statements(HouseholdRegister households, CultivatorRegister cultivators, FieldRegister fields,
            RegionRegister regions, Bills bills, Acceptances acceptances, Sentences sentences,
            HouseholdShares shares) {
        this.shares = shares;
        this.households = households;
        this.cultivators = cultivators;
        this.fields = fields;
        this.regions = regions;
        this.bills = bills;
        this.acceptances = acceptances;
        this.sentences = sentences;
    }

    /** @param fullName only for the household's own eyes */
    Statement of(Household household, int season, boolean fullName) {
        List<UUID> own = cultivators.listCultivatorsOfVillage(household.villageCode()).stream()
                .filter(cultivator -> household.id().equals(cultivator.householdId())).map(Cultivator::id).toList();
        String name = fullName ? households.getFullName(household.id()) : household.nameMasked();
        return draw(household, name, own, season);
    }

    /** All households of a village that have something on their statement, in the order of their codes. */
    List<Statement> ofVillage(String villageCode, int season) {
        Map<UUID, List<UUID>> owned = cultivators.listCultivatorsOfVillage(villageCode).stream()
                .filter(cultivator -> cultivator.householdId() != null)
                .collect(Collectors.groupingBy(
                        cultivator -> Objects.requireNonNull(cultivator.householdId()),
                        Collectors.mapping(Cultivator::id, Collectors.toList())));
        return households.listHouseholdsOfVillage(villageCode).stream().map(household -> draw(household,
                household.nameMasked(), owned.getOrDefault(household.id(), List.of()), season))
                .filter(statement -> !statement.lines().isEmpty() || !statement.others().isEmpty()
                        || statement.dueFen() != 0 || !statement.shares().isEmpty())
                .toList();
    }

    private Statement draw(Household household, String name, List<UUID> own, int season) {
        List<BilledLine> billed = bills.listOfCultivators(own, season);
        Map<UUID, Field> places = fields.mapFields(billed.stream().map(BilledLine::fieldId).toList());
        Map<UUID, Acceptance> decisions = acceptances
                .listAcceptances(billed.stream().map(BilledLine::acceptanceId).toList()).stream()
                .collect(Collectors.toMap(Acceptance::id, Function.identity()));
        List<Statement.Line> lines = billed.stream().flatMap(line -> Stream.ofNullable(decisions
                .get(line.acceptanceId())).map(acceptance -> line(line, acceptance, places.get(line.fieldId()))))
                .toList();
        Statement.Sums sums = new Statement.Sums(sum(lines, Statement.Line::payableCentimu),
                sum(lines, Statement.Line::grossFen), sum(lines, Statement.Line::gainShareFen),
                sum(lines, Statement.Line::subsidyFen), sum(lines, Statement.Line::netFen));
        List<Statement.Other> others = bills.listOthers(own, season).stream()
                .map(other -> new Statement.Other(other.transactionId(), other.kind(),
                        sentences.say("statement.kind." + other.kind()), other.effectiveOn(), other.amountFen()))
                .toList();
        long othersFen = others.stream().mapToLong(Statement.Other::amountFen).sum();
        Bills.Standing standing = bills.standing(own, season);
        String village = regions.findRegion(household.villageCode()).map(Region::name).orElse(household.villageCode());
        return new Statement(
                new Statement.HouseholdHead(household.id(), household.code(), household.villageCode(), village, name),
                season, lines, sums, others, othersFen, standing.broughtForwardFen(), standing.paidFen(),
                standing.dueFen(),
                standing.broughtForwardFen() + sums.netFen() + othersFen - standing.paidFen() - standing.dueFen(),
                shares.listOf(household.id(), season));
    }

    private Statement.Line line(BilledLine line, Acceptance acceptance, @Nullable Field field) {
        return new Statement.Line(line.workOrderId(), line.operation(),
                sentences.say("operation." + line.operation().name()), acceptance.workedOn(), line.fieldId(),
                field == null ? "" : field.name(), acceptance.fieldArea().squareMeters(),
                acceptance.covered().squareMeters(), acceptance.coverage(), line.payableCentimu(),
                line.singlePriceFenPerMu(), line.grossFen(), line.gainShareFen(), line.subsidyFen(), line.netFen(),
                acceptances.reasonOf(acceptance),
                line.subsidyReasons().stream()
                        .map(reason -> sentences.say(reason.code(), reason.args().toArray())).toList());
    }

    private static long sum(List<Statement.Line> lines, ToLongFunction<Statement.Line> column) {
        return lines.stream().mapToLong(column).sum();
    }
}
