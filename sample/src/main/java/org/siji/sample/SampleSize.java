package org.siji.sample;

/**
 * How large a county to make.
 *
 * @param parcels how many parcels, exactly
 */
public record SampleSize(int parcels) {

    /** Mean size of a plot in the hill village that the generator follows: 6,600 mu in some 10,000 plots. */
    public static final double MEAN_PARCEL_MU = 2.0 / 3.0;

    /** A county of 400 mu holds blocks of 50 mu and room for all that goes wrong in them. */
    public static final int MIN_PARCELS_FOR_SEASON = 600;

    public static final SampleSize DEFAULT = ofMu(3000);

    public SampleSize {
        if (parcels < 1) {
            throw new IllegalArgumentException("a county has at least one parcel: " + parcels);
        }
    }

    public static SampleSize ofParcels(int parcels) {
        return new SampleSize(parcels);
    }

    /** As many parcels of the mean size as make up this area; the sum of their areas comes near it, not to it. */
    public static SampleSize ofMu(double mu) {
        return new SampleSize((int) Math.max(1, Math.round(mu / MEAN_PARCEL_MU)));
    }
}
