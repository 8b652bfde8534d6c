package org.siji.track;

import java.io.Serial;

/** A parameter of a measuring that can't be meant, such as a width of 0 or 60 m. */
public final class ParameterOutOfRange extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;
    private final double value;
    private final double least;
    private final double most;

    /** Units as {@link #name()} says them; also for callers who have parameters of their own. */
    public ParameterOutOfRange(String name, double value, double least, double most) {
        super(name + " out of range: " + value);
        this.name = name;
        this.value = value;
        this.least = least;
        this.most = most;
    }

    /** Component of {@link MeasureParameters} or {@link ErrorModel}, with its unit in it. */
    public String name() {
        return name;
    }

    public double value() {
        return value;
    }

    public double least() {
        return least;
    }

    public double most() {
        return most;
    }
}
