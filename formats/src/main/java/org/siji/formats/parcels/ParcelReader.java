package org.siji.formats.parcels;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.features.FeatureRow;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.features.ReadResult;
import org.siji.formats.geojson.GeoJsonReader;
import org.siji.formats.shapefile.ShapefileReader;
import org.siji.geo.Area;
import org.siji.geo.CoordinateSystem;
import org.siji.geo.GeodesicArea;

/** Reads a parcel file of any known format into parcels. */
public final class ParcelReader {

    private static final BigDecimal TOLERANCE = new BigDecimal("0.05");
    private static final int HOUSEHOLD_CODE_DIGITS = 18;

    private static final String NAME = "DKMC";
    private static final String HOUSEHOLD_CODE = "CBFBM";
    private static final String LAND_USE = "TDYT";
    /** What is kept of a file's attributes, beside the code. */
    private static final Set<String> STANDARD = Set.of(NAME, HOUSEHOLD_CODE, LAND_USE, "HTMJM", "HTMJ", "SCMJ", "SCMJM",
            "DKDZ", "DKXZ", "DKNZ", "DKBZ");

    private final ReadLimits limits;
    private final @Nullable String codeAttribute;
    private final @Nullable CoordinateSystem withoutPrj;
    private final boolean codesNeeded;

    public ParcelReader() {
        this(ReadLimits.COUNTY, null, null, true);
    }

    /**
     * @param codeAttribute attribute that holds the code; null takes DKBM, else the first that looks like an id, and says so
     * @param withoutPrj    coordinate system of a shapefile without {@code .prj}; null refuses it
     * @param codesNeeded   false takes rows without a code, or with one of another numbering, as they are
     */
    public ParcelReader(ReadLimits limits, @Nullable String codeAttribute, @Nullable CoordinateSystem withoutPrj,
            boolean codesNeeded) {
        this.limits = limits;
        this.codeAttribute = codeAttribute;
        this.withoutPrj = withoutPrj;
        this.codesNeeded = codesNeeded;
    }

    /**
     * @param path shapefile ({@code .shp}, or zip or folder with one or a survey's delivery) or GeoJSON ({@code .geojson},
     *             {@code .json})
     */
    public ParcelImport read(Path path) throws IOException {
        String file = String.valueOf(path.getFileName());
        String lower = file.toLowerCase(Locale.ROOT);
        if ((lower.endsWith(".geojson") || lower.endsWith(".json")) && Files.isRegularFile(path)) {
            return parcels(new GeoJsonReader(limits, this::isWanted).read(path), file);
        }
        if (Files.isDirectory(path) || lower.endsWith(".shp") || lower.endsWith(".zip")) {
            return parcels(new ShapefileReader(limits, withoutPrj, this::isWanted).read(path), file);
        }
        return new ParcelImport(List.of(), List.of(Problem.of(ParcelProblem.FORMAT_UNKNOWN, Place.file(file), file)),
                null, 0, null);
    }

    private boolean isWanted(String attribute) {
        String name = attribute.toUpperCase(Locale.ROOT);
        return STANDARD.contains(name) || (codeAttribute == null
                ? name.equals(CodeColumn.STANDARD) || CodeColumn.LIKE_AN_ID.contains(name)
                : name.equals(codeAttribute.toUpperCase(Locale.ROOT)));
    }

    /** @param file as problems call it */
    private ParcelImport parcels(ReadResult read, String file) {
        List<Problem> problems = new ArrayList<>(read.problems());
        if (!read.isUsable()) {
            return new ParcelImport(List.of(), sorted(problems), read.crs(), read.records(), null);
        }
        CodeColumn codes = new CodeColumn(codeAttribute, codesNeeded, file, problems);
        String attribute = codes.choose(read.names()).orElse(null);
        if (attribute == null && (codesNeeded || codeAttribute != null)) {
            return new ParcelImport(List.of(), sorted(problems), read.crs(), read.records(), null);
        }
        List<FeatureRow> accepted = attribute == null ? read.rows() : codes.accepted(read.rows(), attribute);
        List<ParcelRecord> parcels = new Mapping(accepted, read.names(), attribute, file, problems).parcels();
        Overlaps.find(parcels, problems);
        return new ParcelImport(parcels, sorted(problems), read.crs(), read.records(), attribute);
    }

    private static List<Problem> sorted(List<Problem> problems) {
        problems.sort(
                Comparator.comparing((Problem problem) -> problem.place().row() == 0 ? "" : problem.place().file())
                        .thenComparingLong(problem -> problem.place().row()));
        return problems;
    }

    /** One file's rows on their way to parcels. */
    private static final class Mapping {
        private final List<FeatureRow> rows;
        private final @Nullable String codeAttribute;
        private final String file;
        private final List<Problem> problems;
        private final TreeMap<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Area[] drawn;

        Mapping(List<FeatureRow> rows, Set<String> attributes, @Nullable String codeAttribute, String file,
                List<Problem> problems) {
            this.rows = rows;
            this.codeAttribute = codeAttribute;
            this.file = file;
            this.problems = problems;
            attributes.forEach(name -> names.putIfAbsent(name, name));
            drawn = rows.stream().map(row -> GeodesicArea.of(row.lonLat())).toArray(Area[]::new);
        }

        List<ParcelRecord> parcels() {
            AreaColumn contractMu = areas("HTMJM", true);
            AreaColumn contract = areas("HTMJ", false);
            AreaColumn surveyed = areas("SCMJ", false);
            AreaColumn surveyedMu = areas("SCMJM", true);
            List<ParcelRecord> parcels = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                BigDecimal registered = AreaColumn.firstMu(i, contractMu, contract);
                compare(rows.get(i), drawn[i], registered, AreaColumn.firstMu(i, surveyedMu, surveyed));
                parcels.add(parcel(rows.get(i), drawn[i], registered,
                        AreaColumn.firstSquareMeters(i, surveyed, surveyedMu)));
            }
            return parcels;
        }

        private ParcelRecord parcel(FeatureRow row, Area area, @Nullable BigDecimal registeredMu,
                @Nullable BigDecimal surveyedSquareMeters) {
            String code = codeAttribute == null ? "" : row.attributes().getOrDefault(codeAttribute, "");
            String household = find(row, HOUSEHOLD_CODE);
            if (household != null && !household.matches("[0-9]{" + HOUSEHOLD_CODE_DIGITS + "}")) {
                problems.add(Problem.of(ParcelProblem.HOUSEHOLD_CODE_MALFORMED, row.place(HOUSEHOLD_CODE), household));
            }
            String name = find(row, NAME);
            return new ParcelRecord(row.file(), row.row(), code, name == null ? code : name, household, registeredMu,
                    surveyedSquareMeters,
                    new ParcelRecord.Neighbours(find(row, "DKDZ"), find(row, "DKXZ"), find(row, "DKNZ"),
                            find(row, "DKBZ")),
                    find(row, LAND_USE), row.lonLat(), area);
        }

        private @Nullable String find(FeatureRow row, String standardName) {
            String name = names.get(standardName);
            return name == null ? null : row.attributes().get(name);
        }

        private AreaColumn areas(String name, boolean muByName) {
            @Nullable
            BigDecimal[] values = new BigDecimal[rows.size()];
            for (int i = 0; i < values.length; i++) {
                String text = find(rows.get(i), name);
                if (text != null) {
                    try {
                        BigDecimal value = new BigDecimal(text);
                        if (value.signum() > 0) {
                            values[i] = value;
                        }
                    } catch (NumberFormatException e) {
                        problems.add(Problem.of(ParcelProblem.AREA_UNREADABLE, rows.get(i).place(name), text));
                    }
                }
            }
            return AreaColumn.of(name, muByName, values, drawn, file, problems);
        }

        private void compare(FeatureRow row, Area area, @Nullable BigDecimal registeredMu,
                @Nullable BigDecimal surveyedMu) {
            if (registeredMu == null) {
                return;
            }
            BigDecimal other = surveyedMu != null ? surveyedMu : BigDecimal.valueOf(area.mu());
            BigDecimal difference = registeredMu.subtract(other).abs();
            if (difference.compareTo(other.multiply(TOLERANCE)) > 0) {
                ParcelProblem kind = surveyedMu != null
                        ? ParcelProblem.REGISTERED_UNLIKE_SURVEYED
                        : ParcelProblem.REGISTERED_UNLIKE_DRAWN;
                BigDecimal percent = difference.multiply(BigDecimal.valueOf(100)).divide(other, 1,
                        RoundingMode.HALF_UP);
                problems.add(Problem.of(kind, row.place(), twoDecimals(registeredMu),
                        twoDecimals(other), percent));
            }
        }

        private static BigDecimal twoDecimals(BigDecimal mu) {
            return mu.setScale(2, RoundingMode.HALF_UP);
        }
    }
}
