package org.siji.platform.verification;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.telemetry.Tracks;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrders;
import org.siji.track.PaidGround;
import org.siji.track.ReplayIndex;
import org.siji.track.TrackCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/**
 * Looks at the ground, not at numbers of fields or orders: which other work orders of the county are paid for the same operation
 * and season on it. Orders for one and the same need are left out: they share the field by its area.
 */
@Component
public class GroundChecks {

    private static final int COUNTY_DIGITS = 6;
    /** About a kilometre. Whose grounds overlap have a tile in common. */
    private static final double TILES_PER_DEGREE = 100;

    private final JdbcClient jdbc;
    private final WorkOrders workOrders;
    private final AcceptanceRules rules;
    private final Tracks tracks;

    GroundChecks(JdbcClient jdbc, WorkOrders workOrders, AcceptanceRules rules, Tracks tracks) {
        this.jdbc = jdbc;
        this.workOrders = workOrders;
        this.rules = rules;
        this.tracks = tracks;
    }

    /** An order and the box of its field in degrees. */
    record Place(WorkOrder order, Envelope lonLat) {}

    /**
     * Until the end of the transaction nobody else decides on the same operation on this ground. To be called once in a transaction,
     * for all of its orders and before any of them, their contracts or needs are held: all take the tiles in one order and first.
     */
    void hold(Collection<Place> places) {
        TreeSet<String> tiles = new TreeSet<>();
        for (Place place : places) {
            WorkOrder order = place.order();
            Envelope box = place.lonLat();
            for (long x = tile(box.getMinX()); x <= tile(box.getMaxX()); x++) {
                for (long y = tile(box.getMinY()); y <= tile(box.getMaxY()); y++) {
                    tiles.add(String.join(" ", "ground", county(order), String.valueOf(order.season()),
                            order.operation().name(), String.valueOf(x), String.valueOf(y)));
                }
            }
        }
        tiles.forEach(tile -> jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:tile, 0))").param("tile", tile)
                .query((row, i) -> true).list());
    }

    private static long tile(double degrees) {
        return (long) Math.floor(degrees * TILES_PER_DEGREE);
    }

    private static String county(WorkOrder order) {
        return order.villageCode().substring(0, COUNTY_DIGITS);
    }

    /** The same for the ground that was measured. */
    void hold(WorkOrder order, UUID measurementId) {
        hold(List.of(new Place(order, measured(measurementId).field().getEnvelopeInternal())));
    }

    GroundCheck check(Measurement measured) {
        return check(measured.order(), new Ground(measured.field(), measured::coveredGround, measured.trackLogIds(),
                measured.workedOn()), null);
    }

    GroundCheck check(WorkOrder order, UUID measurementId) {
        return check(order, measured(measurementId), null);
    }

    /**
     * Work that is paid for, although others are paid for its ground and nobody has said that this is right.
     *
     * @param others numbers of the orders
     */
    public record SecondPayment(String number, String others, String mu) {}

    /**
     * Those among decisions that money is about to follow from. What was decided before grounds were looked at is looked at now,
     * against what was decided before it: the first one keeps its pay.
     */
    public List<SecondPayment> listSecondPayments(Collection<Acceptance> acceptances) {
        List<SecondPayment> found = new ArrayList<>();
        for (Acceptance acceptance : acceptances) {
            UUID measurement = acceptance.measurementId();
            if (acceptance.isSecondPayment() || acceptance.payable().centimu() == 0 || measurement == null) {
                continue;
            }
            GroundCheck check = acceptance.groundCheck() == null
                    ? check(workOrders.getWorkOrder(acceptance.workOrderId()), measured(measurement), acceptance.id())
                    : acceptance.groundCheck();
            if (check.isSecondPayment(acceptance.payable(), acceptance.covered())) {
                found.add(new SecondPayment(workOrders.getWorkOrder(acceptance.workOrderId()).number(),
                        check.numbers(), check.claimed().mu().toPlainString()));
            }
        }
        return found;
    }

    private record Ground(Geometry field, Supplier<Geometry> covered, List<UUID> logIds,
            LocalDate workedOn) {

        PaidGround.Job job(UUID id) {
            return new PaidGround.Job(id.toString(), field, covered, workedOn);
        }
    }

    private Ground measured(UUID id) {
        return jdbc.sql("select field_wkb, track_log_ids, worked_on from measured_work where id = :id").param("id", id)
                .query((row, n) -> new Ground(Geometries.fromWkb(row.getBytes(1)), () -> covered(id),
                        List.of((UUID[]) row.getArray(2).getArray()), row.getObject(3, LocalDate.class)))
                .single();
    }

    private Geometry covered(UUID measurementId) {
        return Geometries.fromWkb(jdbc.sql("select covered_wkb from measured_work where id = :id")
                .param("id", measurementId).query((row, n) -> row.getBytes(1)).single());
    }

    private record Paid(UUID measurementId, UUID workOrderId, UUID fieldId) {}

    /** @param before only what was decided before this acceptance counts; null: all that is paid */
    private GroundCheck check(WorkOrder order, Ground ground, @Nullable UUID before) {
        List<Paid> paid = listPaid(order, ground, before);
        if (paid.isEmpty()) {
            return GroundCheck.NONE;
        }
        Map<UUID, Paid> byOrder = paid.stream().collect(Collectors.toMap(Paid::workOrderId, Function.identity()));
        Map<UUID, Ground> grounds = paid.stream()
                .collect(Collectors.toMap(Paid::workOrderId, one -> measured(one.measurementId())));
        PaidGround.Found found = PaidGround.find(ground.job(order.id()),
                grounds.entrySet().stream().map(one -> one.getValue().job(one.getKey())).toList(),
                rules.getTimes(order, ground.workedOn()));
        return new GroundCheck(found.groundSquareMeters(), found.claimedSquareMeters(),
                found.others().stream().map(common -> {
                    UUID id = UUID.fromString(common.id());
                    Ground other = requireNonNull(grounds.get(id));
                    return new GroundCheck.OtherWork(id, workOrders.getWorkOrder(id).number(),
                            requireNonNull(byOrder.get(id)).fieldId(), other.workedOn(), common.squareMeters(),
                            common.claimedSquareMeters(),
                            common.claimedSquareMeters() > 0 && isReplayed(ground.logIds(), other.logIds()));
                }).toList());
    }

    /**
     * Paid is an order whose latest decision that money was told of pays, even if it is under review again. The place is looked for by
     * itself: nothing else is as rare, and PostgreSQL would rather read a county's season.
     */
    private List<Paid> listPaid(WorkOrder order, Ground ground, @Nullable UUID before) {
        UUID[] own = Stream.concat(Stream.of(order), workOrders.listOthersOfNeed(order).stream()).map(WorkOrder::id)
                .toArray(UUID[]::new);
        return jdbc.sql("""
                with near as materialized (
                    select id, work_order_id, field_id, season, operation, village_code from measured_work
                    where bbox && :box::box)
                select m.id as measurement_id, m.work_order_id, m.field_id
                from near m join acceptance a on a.work_order_id = m.work_order_id and a.measurement_id = m.id
                where m.season = :season and m.operation = :operation
                and starts_with(m.village_code, :county) and m.work_order_id <> all(:own)
                and a.announced and a.payable_centimu > 0 and (:before::uuid is null or a.id < :before)
                and not exists (select from acceptance later
                    where later.work_order_id = a.work_order_id and later.announced and later.id > a.id)""")
                .param("box", Geometries.box(ground.field())).param("season", order.season())
                .param("operation", order.operation().name()).param("county", county(order)).param("own", own)
                .param("before", before).query(Paid.class).list();
    }

    /** Whether one of the logs is one of the others, or the same drive at another time. */
    private boolean isReplayed(List<UUID> logIds, List<UUID> others) {
        if (logIds.stream().anyMatch(others::contains)) {
            return true;
        }
        ReplayIndex index = new ReplayIndex();
        tracks.readFixes(others).forEach(log -> index.add(log.logId().toString(), log.track()));
        return tracks.readFixes(logIds).stream().anyMatch(
                log -> index.check(log.logId().toString(), log.track()).verdict() == TrackCheck.Verdict.REVIEW);
    }
}
