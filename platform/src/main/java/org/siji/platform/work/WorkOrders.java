package org.siji.platform.work;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.siji.geo.Area;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;

/** Work orders for the modules that measure and settle them. */
public interface WorkOrders {

    /** @throws ProblemException 404 if there is none */
    WorkOrder getWorkOrder(UUID id);

    /** Those of the ids that exist, in one query; cancelled ones included. */
    Map<UUID, WorkOrder> mapWorkOrders(Collection<UUID> ids);

    /** Ordered by id, cancelled ones included. */
    List<WorkOrder> listWorkOrdersOfContract(UUID contractId);

    /** All of a region's season for an operation, without those that were replaced, cancelled or refused by the provider. */
    List<WorkOrder> listWorkOrders(String regionPrefix, int season, Operation operation);

    /** How many of these there are in one of the states; of one contract only unless that is null. */
    long countWorkOrders(String regionPrefix, int season, Operation operation, @Nullable UUID contractId,
            Collection<WorkOrderStatus> states);

    /** @param count orders of a contract past their window and still undecided; @param since the earliest window's last day */
    record LateOrders(UUID contractId, long count, LocalDate since) {}

    List<LateOrders> listLate(String regionPrefix, int season, LocalDate today);

    /** Orders for the same need under contracts that came before or after: another provider has taken it over. */
    List<WorkOrder> listOthersOfNeed(WorkOrder order);

    /** Ordered by id, cancelled ones included. */
    List<WorkOrder> listOfNeeds(Collection<UUID> needIds);

    /** Until the end of the transaction no other upload decides on work in these villages. */
    void holdVillages(Collection<String> villageCodes);

    /** Until the end of the transaction nobody else decides on work for this need. */
    void holdNeed(UUID needId);

    /**
     * The provider's orders that a track may belong to: neither cancelled nor refused by him, with a field whose box meets the
     * track's. Whether the track really crosses the field is for the caller to find out.
     *
     * @param lonLat degrees
     */
    List<WorkOrder> findCandidates(UUID providerId, Envelope lonLat);

    /** The fields' area together, as the orders name it. */
    Area sumAreas(Collection<UUID> ids);

    /**
     * A track has come in for the order. An order that is already decided keeps its status.
     *
     * @throws ProblemException 409 when the order is cancelled or was refused by the provider
     */
    void markMeasured(UUID id);

    /**
     * Moves the order to what was decided, also from an earlier decision; the contract is fulfilled when this was the last one open.
     *
     * @param reason a code or sentence for the order's history
     * @throws ProblemException 409 when the order is cancelled or was refused by the provider
     */
    void recordDecision(UUID id, Decision decision, String reason);
}
