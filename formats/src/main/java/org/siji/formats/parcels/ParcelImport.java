package org.siji.formats.parcels;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Problem;
import org.siji.geo.Area;
import org.siji.geo.CoordinateSystem;

/**
 * A parcel file, read: the parcels that can be taken, and everything that is wrong.
 *
 * @param parcels       in the order of the file; rows with an error aren't among them
 * @param problems      file first, then by row
 * @param crs           coordinate system of the file; null if it could not be established
 * @param records       rows in the file, usable or not
 * @param codeAttribute the attribute that was taken as the code; null if there was none
 */
public record ParcelImport(List<ParcelRecord> parcels, List<Problem> problems, @Nullable CoordinateSystem crs,
        long records, @Nullable String codeAttribute) {

    public ParcelImport {
        parcels = List.copyOf(parcels);
        problems = List.copyOf(problems);
    }

    /** False when something is wrong with the file as a whole. */
    public boolean isUsable() {
        return problems.stream().noneMatch(problem -> problem.isError() && problem.place().row() == 0);
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** Geodesic area of all parcels. */
    public Area totalArea() {
        return new Area(parcels.stream().mapToDouble(parcel -> parcel.geodesicArea().squareMeters()).sum());
    }
}
