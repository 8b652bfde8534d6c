package org.siji.track;

/** What the score of work is made of, and how much each counts; parts that can't be measured are left out. */
public enum QualityPart {
    /** Share of the field that was worked. */
    COVERAGE(30),
    /** 1 without overlap, 0 from three tenths of the worked ground on. */
    OVERLAP(15),
    /** Pass rate of the speed. */
    SPEED(15),
    /** Pass rate of the depth. */
    DEPTH(20),
    /** 1 for passes on a line, 0 from half a metre of deviation on. */
    STRAIGHTNESS(10),
    /** 1 for passes at equal distances, 0 from a quarter of the width on. */
    SPACING(10);

    private final double weight;

    QualityPart(double weight) {
        this.weight = weight;
    }

    public double weight() {
        return weight;
    }
}
