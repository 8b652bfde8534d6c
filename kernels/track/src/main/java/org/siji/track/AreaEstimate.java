package org.siji.track;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;

final class AreaEstimate {
    static double SIDE = 0.75, OUT = 1.0, KAPPA = 1.0;

    private final PassRaster raster;
    private final RasterFrame frame;
    private final MeasureParameters parameters;

    AreaEstimate(PassRaster raster, RasterFrame frame, MeasureParameters parameters) {
        this.raster = raster;
        this.frame = frame;
        this.parameters = parameters;
    }

    /** {covered, sliver, out, field, boundary} in m2/m */
    double[] parts(Geometry fieldLonLat) {
        Geometry field = frame.toFrame(fieldLonLat);
        double cell = raster.cellMeters;
        double[] sum = new double[6];
        List<FieldCells> all = new ArrayList<>();
        List<Envelope> boxes = new ArrayList<>();
        for (int i = 0; i < field.getNumGeometries(); i++) {
            all.add(FieldCells.of(field.getGeometryN(i), raster));
            boxes.add(field.getGeometryN(i).getEnvelopeInternal());
        }
        int reach = (int) Math.ceil(OUT / cell);
        int side = Math.max(1, (int) Math.round(SIDE / cell));
        for (int i = 0; i < all.size(); i++) {
            Envelope box = new Envelope(boxes.get(i));
            box.expandBy((reach + 2) * cell);
            CellBits mine = new CellBits(raster.firstFrom(box.getMinX()), raster.firstFrom(box.getMinY()),
                    raster.firstFrom(box.getMaxX()), raster.firstFrom(box.getMaxY()));
            CellBits fields = new CellBits(raster.firstFrom(box.getMinX()), raster.firstFrom(box.getMinY()),
                    raster.firstFrom(box.getMaxX()), raster.firstFrom(box.getMaxY()));
            CellBits covered = new CellBits(raster.firstFrom(box.getMinX()), raster.firstFrom(box.getMinY()),
                    raster.firstFrom(box.getMaxX()), raster.firstFrom(box.getMaxY()));
            mine.fill(all.get(i));
            for (int k = 0; k < all.size(); k++) {
                if (boxes.get(k).intersects(box)) {
                    fields.fill(all.get(k));
                }
            }
            covered.fill(raster, PassRaster.Bit.COVERED);
            double area = field.getGeometryN(i).getArea();
            double scale = area / Math.max(1, mine.count());
            CellBits missed = mine.without(covered);
            sum[0] += mine.and(covered).count() * scale;
            sum[1] += missed.narrowerThan(side).count() * scale;
            sum[2] += covered.without(fields).and(mine.near(reach)).count() * cell * cell;
            sum[3] += area;
            sum[4] += field.getGeometryN(i).getLength();
        }
        return sum;
    }

    AreaInterval within(Geometry field) {
        double[] p = parts(field);
        double hat = Math.min(p[3], p[0] + KAPPA * Math.min(p[1], p[2]));
        return new AreaInterval(new Area(p[0]), new Area(hat), new Area(p[3]));
    }

    AreaInterval ofAll() {
        double net = raster.count(PassRaster.Bit.COVERED) * raster.cellMeters * raster.cellMeters;
        return new AreaInterval(new Area(net), new Area(net), new Area(net));
    }
}
