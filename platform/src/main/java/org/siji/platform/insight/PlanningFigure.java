package org.siji.platform.insight;

/** A number of the planning page that can be opened. */
enum PlanningFigure {
    NEEDS(Unit.COUNT, Kept.OPERATION, "needs"),
    NEEDED(Unit.MU, Kept.WEEK, "needed_square_meters * 15 / 10000"),
    CONTRACTS(Unit.COUNT, Kept.OPERATION, "contracts"),
    CONTRACTED(Unit.MU, Kept.WEEK, "contracted_square_meters * 15 / 10000"),
    DONE(Unit.MU, Kept.WEEK, "done_centimu / 100.0"),
    GROSS(Unit.FEN, Kept.OPERATION, "gross_fen"),
    SUBSIDY(Unit.FEN, Kept.OPERATION, "subsidy_fen"),
    COLLECTIVES(Unit.FEN, Kept.SEASON, "collectives_fen"),
    GAIN(Unit.FEN, Kept.SEASON, "gain_fen"),
    GAINING(Unit.COUNT, Kept.SEASON, "gaining"),
    APPEALS(Unit.COUNT, Kept.SEASON, "appeals"),
    DISPUTES(Unit.COUNT, Kept.SEASON, "disputes"),
    PLOUGHABLE(Unit.MU, Kept.SEASON, "ploughable_square_meters * 15 / 10000"),
    SOWN(Unit.MU, Kept.SEASON, "sown_square_meters * 15 / 10000"),
    PLOUGHED(Unit.MU, Kept.SEASON, "ploughed_square_meters * 15 / 10000"),
    PLANTED(Unit.MU, Kept.SEASON, "planted_square_meters * 15 / 10000"),
    HARVESTED(Unit.MU, Kept.SEASON, "harvested_square_meters * 15 / 10000");

    enum Unit {
        MU, FEN, COUNT
    }

    private enum Kept {
        SEASON, OPERATION, WEEK
    }

    private final Unit unit;
    private final Kept kept;
    private final String column;

    PlanningFigure(Unit unit, Kept kept, String column) {
        this.unit = unit;
        this.kept = kept;
        this.column = column;
    }

    Unit unit() {
        return unit;
    }

    boolean isByWeek() {
        return kept == Kept.WEEK;
    }

    boolean isByOperation() {
        return kept != Kept.SEASON;
    }

    /** Where {@link PlanningStore} keeps it. */
    String table() {
        return switch (kept) {
            case SEASON -> "planning_village";
            case OPERATION -> "planning_operation";
            case WEEK -> "planning_week";
        };
    }

    String column() {
        return column;
    }
}
