package org.siji.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.siji.geo.Area;
import org.siji.geo.LocalPlane;

/** Land as it is worked: cuts a few parcels in two and joins the large grower's. */
final class Fields {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    /** Half the widest gap that becomes field when parcels are merged: risers on gentle slopes and ditches, no roads. */
    private static final double CLOSING_METERS = 1.4;

    private final LocalPlane plane;
    private final List<String> halves = SampleWords.listNames("fieldHalf");

    Fields(LocalPlane plane) {
        this.plane = plane;
    }

    SampleField whole(SampleParcel parcel) {
        return new SampleField(parcel.code(), SampleField.Kind.WHOLE_PARCEL, parcel.name(), parcel.lonLat(),
                parcel.surveyed(), parcel.tenures().get(0).householdCode(), List.of(parcel.code()));
    }

    /** Two halves with a common edge, or the whole where a straight cut would make more than two pieces. */
    List<SampleField> halves(SampleParcel parcel, Polygon inPlane, String secondCultivator) {
        Envelope box = inPlane.getEnvelopeInternal();
        double middle = box.centre().x;
        Geometry west = inPlane.intersection(GEOMETRY.toGeometry(
                new Envelope(box.getMinX() - 1, middle, box.getMinY() - 1, box.getMaxY() + 1)));
        Geometry east = inPlane.intersection(GEOMETRY.toGeometry(
                new Envelope(middle, box.getMaxX() + 1, box.getMinY() - 1, box.getMaxY() + 1)));
        if (!(west instanceof Polygon) || !(east instanceof Polygon)) {
            return List.of(whole(parcel));
        }
        return List.of(half(parcel, "A", halves.get(0), east, parcel.tenures().get(0).householdCode()),
                half(parcel, "B", halves.get(1), west, secondCultivator));
    }

    private SampleField half(SampleParcel parcel, String letter, String name, Geometry inPlane, String cultivator) {
        return new SampleField(parcel.code() + letter, SampleField.Kind.PART_OF_PARCEL, parcel.name() + name,
                plane.toLonLat(inPlane), new Area(inPlane.getArea()), cultivator, List.of(parcel.code()));
    }

    /**
     * The parcels and the ridges between them: a morphological closing (grown by {@link #CLOSING_METERS} and shrunk again),
     * holes filled, without what belongs to others. The ridges' area is the surplus land.
     */
    SampleField merged(String growerCode, List<SampleParcel> parcels, List<Polygon> inPlane, List<Polygon> others) {
        BufferParameters mitred = new BufferParameters(2, BufferParameters.CAP_FLAT, BufferParameters.JOIN_MITRE, 2);
        Geometry union = UnaryUnionOp.union(inPlane);
        Geometry closed = BufferOp.bufferOp(BufferOp.bufferOp(union, CLOSING_METERS, mitred), -CLOSING_METERS, mitred);
        Geometry filled = UnaryUnionOp.union(List.of(withoutHoles(closed), union));
        Geometry foreign = UnaryUnionOp.union(others.stream()
                .filter(o -> o.getEnvelopeInternal().intersects(filled.getEnvelopeInternal()))
                .map(o -> o.buffer(0.1)).toList());
        Geometry field = foreign == null ? filled : filled.difference(foreign);
        Set<String> localities = new TreeSet<>(parcels.stream().map(SampleParcel::locality).toList());
        return new SampleField(growerCode + "M", SampleField.Kind.MERGED,
                String.join("", localities) + SampleWords.listNames("fieldMerged").get(0), plane.toLonLat(field),
                new Area(field.getArea()), growerCode, parcels.stream().map(SampleParcel::code).toList());
    }

    private static Geometry withoutHoles(Geometry geometry) {
        List<Geometry> shells = new ArrayList<>();
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
            shells.add(GEOMETRY.createPolygon(((Polygon) geometry.getGeometryN(i)).getExteriorRing().getCoordinates()));
        }
        return UnaryUnionOp.union(shells);
    }
}
