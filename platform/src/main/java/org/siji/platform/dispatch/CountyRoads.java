package org.siji.platform.dispatch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.Place;
import org.siji.dispatch.Travel;
import org.siji.platform.database.StartupException;
import org.siji.platform.database.StartupException.Reason;
import org.siji.roads.RoadGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How far it is between fields: over the roads of the map that {@code SIJI_ROADS} names, an OpenStreetMap extract; without one in straight
 * lines times the county's detour factor.
 */
@Component
class CountyRoads implements DisposableBean {

    /** A plan keeps its distances, a number for each pair: beyond that they would outgrow the plan. */
    static final int MAX_PLACES = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(CountyRoads.class);

    private final @Nullable RoadGraph graph;

    CountyRoads(Environment environment) {
        String file = environment.getProperty("SIJI_ROADS", "");
        try {
            graph = file.isBlank() ? null : RoadGraph.read(Path.of(file));
        } catch (IOException e) {
            StartupException unusable = new StartupException(Reason.ROADS_UNUSABLE, e.getMessage());
            unusable.initCause(e);
            throw unusable;
        }
    }

    Travel between(List<Place> places, double detourFactor) {
        if (graph == null || places.size() > MAX_PLACES) {
            return Travel.straight(detourFactor);
        }
        RoadGraph.Roads roads = graph.between(places.stream().filter(Place::hasCoordinates).toList(), detourFactor);
        if (!roads.withoutWay().isEmpty()) {
            LOG.info("{} of {} places have no way on the map", roads.withoutWay().size(), places.size());
        }
        return roads.travel();
    }

    @Override
    public void destroy() {
        if (graph != null) {
            graph.close();
        }
    }
}
