package org.siji.track;

import org.locationtech.jts.geom.Coordinate;
import org.siji.geo.Area;

/**
 * Coverage alone: what an implement sweeps along positions that are already clean and in metres, one pass or many. For
 * benchmarks, for trying out "what if", and for whoever has a plane of his own.
 */
public final class PlaneSwath {

    private final PassRaster raster;
    private final SwathPainter painter;
    private final SwathWalker walker;
    private final Coordinate turned = new Coordinate();

    public PlaneSwath(MeasureParameters parameters) {
        raster = new PassRaster(parameters.cellMeters());
        painter = new SwathPainter(raster);
        walker = new SwathWalker(parameters, null, painter);
    }

    /** Gives the pieces of swath to somebody else instead of covering ground (an exact union), in the raster's turned frame. */
    public PlaneSwath(MeasureParameters parameters, SwathSink sink) {
        raster = new PassRaster(parameters.cellMeters());
        painter = new SwathPainter(raster);
        walker = new SwathWalker(parameters, null, sink);
    }

    /** Times must rise; NaN for width and offset takes those of the parameters. */
    public void fix(long timeMillis, double xMeters, double yMeters, byte workState, float widthMeters,
            float offsetMeters) {
        RasterFrame.turn(turned, xMeters, yMeters);
        walker.planeFix(timeMillis, turned.x, turned.y, workState, widthMeters, offsetMeters, false);
    }

    /** After the last fix. */
    public void finish() {
        walker.finish();
    }

    public Area gross() {
        return new Area(walker.grossSquareMeters);
    }

    public Area net() {
        return cells(PassRaster.Bit.COVERED);
    }

    public Area overlap() {
        return cells(PassRaster.Bit.AGAIN);
    }

    private Area cells(PassRaster.Bit bit) {
        return new Area(raster.count(bit) * raster.cellMeters * raster.cellMeters);
    }

    /** Bytes of the two bits and the fresh pieces, as they are while they are painted, or as in a job that waits for more. */
    public long memoryBytes(boolean isWaiting) {
        PassRaster measured = new PassRaster(raster);
        SwathPainter fresh = new SwathPainter(painter, measured);
        if (isWaiting) {
            measured.pack();
            fresh.trim();
        }
        return measured.memoryBytes() + fresh.memoryBytes();
    }
}
