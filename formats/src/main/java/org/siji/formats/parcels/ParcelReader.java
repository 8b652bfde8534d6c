package org.siji.formats.parcels;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    private final ReadLimits limits;
    private final @Nullable String codeAttribute;
    private final @Nullable CoordinateSystem withoutPrj;

    public ParcelReader() {
        this(ReadLimits.COUNTY, null, null);
    }

    /**
     * @param codeAttribute attribute that holds the code; null takes DKBM, else the first that looks like an id, and says so
     * @param withoutPrj    coordinate system of a shapefile without {@code .prj}; null refuses it
     */
    public ParcelReader(ReadLimits limits, @Nullable String codeAttribute, @Nullable CoordinateSystem withoutPrj) {
        this.limits = limits;
        this.codeAttribute = codeAttribute;
        this.withoutPrj = withoutPrj;
    }

    /** @param path shapefile ({@code .shp}, zip or folder) or GeoJSON ({@code .geojson}, {@code .json}) */
    public ParcelImport read(Path path) throws IOException {
        String file = String.valueOf(path.getFileName());
        String lower = file.toLowerCase(Locale.ROOT);
        if ((lower.endsWith(".geojson") || lower.endsWith(".json")) && Files.isRegularFile(path)) {
            return parcels(new GeoJsonReader(limits).read(path), file);
        }
        if (Files.isDirectory(path) || lower.endsWith(".shp") || lower.endsWith(".zip")) {
            return parcels(new ShapefileReader(limits, withoutPrj).read(path), file);
        }
        return new ParcelImport(List.of(), List.of(Problem.of(ParcelProblem.FORMAT_UNKNOWN, Place.file(file), file)),
                null, 0, null);
    }

    /** @param file as problems call it */
    public ParcelImport parcels(ReadResult read, String file) {
        List<Problem> problems = new ArrayList<>(read.problems());
        if (!read.isUsable()) {
            return new ParcelImport(List.of(), sorted(problems), read.crs(), read.records(), null);
        }
        Optional<String> attribute = CodeColumn.choose(read.rows(), codeAttribute, file, problems);
        if (attribute.isEmpty()) {
            return new ParcelImport(List.of(), sorted(problems), read.crs(), read.records(), null);
        }
        List<FeatureRow> accepted = CodeColumn.accepted(read.rows(), attribute.get(), file, problems);
        List<ParcelRecord> parcels = new Mapping(accepted, attribute.get(), file, problems).parcels();
        Overlaps.find(parcels, file, problems);
        return new ParcelImport(parcels, sorted(problems), read.crs(), read.records(), attribute.get());
    }

    private static List<Problem> sorted(List<Problem> problems) {
        problems.sort(Comparator.comparingLong(problem -> problem.place().row()));
        return problems;
    }

    /** One file's rows on their way to parcels. */
    private static final class Mapping {
        private final List<FeatureRow> rows;
        private final String codeAttribute;
        private final String file;
        private final List<Problem> problems;
        private final TreeMap<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Map<Long, Area> drawn = new HashMap<>();

        Mapping(List<FeatureRow> rows, String codeAttribute, String file, List<Problem> problems) {
            this.rows = rows;
            this.codeAttribute = codeAttribute;
            this.file = file;
            this.problems = problems;
            rows.forEach(row -> {
                row.attributes().keySet().forEach(name -> names.putIfAbsent(name, name));
                drawn.put(row.row(), GeodesicArea.of(row.lonLat()));
            });
        }

        List<ParcelRecord> parcels() {
            AreaColumn contractMu = areas("HTMJM", true);
            AreaColumn contract = areas("HTMJ", false);
            AreaColumn surveyed = areas("SCMJ", false);
            AreaColumn surveyedMu = areas("SCMJM", true);
            List<ParcelRecord> parcels = new ArrayList<>();
            for (FeatureRow row : rows) {
                BigDecimal registered = AreaColumn.firstMu(row.row(), contractMu, contract);
                compare(row, registered, AreaColumn.firstMu(row.row(), surveyedMu, surveyed));
                parcels.add(parcel(row, registered,
                        AreaColumn.firstSquareMeters(row.row(), surveyed, surveyedMu)));
            }
            return parcels;
        }

        private ParcelRecord parcel(FeatureRow row, @Nullable BigDecimal registeredMu,
                @Nullable BigDecimal surveyedSquareMeters) {
            String code = row.attributes().getOrDefault(codeAttribute, "");
            String household = find(row, "CBFBM");
            if (household != null && !household.matches("[0-9]{" + HOUSEHOLD_CODE_DIGITS + "}")) {
                problems.add(Problem.of(ParcelProblem.HOUSEHOLD_CODE_MALFORMED, Place.field(file, row.row(), "CBFBM"),
                        household));
            }
            String name = find(row, "DKMC");
            return new ParcelRecord(row.row(), code, name == null ? code : name, household, registeredMu,
                    surveyedSquareMeters,
                    new ParcelRecord.Neighbours(find(row, "DKDZ"), find(row, "DKXZ"), find(row, "DKNZ"),
                            find(row, "DKBZ")),
                    find(row, "TDYT"), row.lonLat(), drawn.getOrDefault(row.row(), Area.ZERO));
        }

        private @Nullable String find(FeatureRow row, String standardName) {
            String name = names.get(standardName);
            return name == null ? null : row.attributes().get(name);
        }

        private AreaColumn areas(String name, boolean muByName) {
            Map<Long, BigDecimal> values = new HashMap<>();
            for (FeatureRow row : rows) {
                String text = find(row, name);
                if (text != null) {
                    try {
                        BigDecimal value = new BigDecimal(text);
                        if (value.signum() > 0) {
                            values.put(row.row(), value);
                        }
                    } catch (NumberFormatException e) {
                        problems.add(Problem.of(ParcelProblem.AREA_UNREADABLE, Place.field(file, row.row(), name),
                                text));
                    }
                }
            }
            return AreaColumn.of(name, muByName, values, drawn, file, problems);
        }

        private void compare(FeatureRow row, @Nullable BigDecimal registeredMu, @Nullable BigDecimal surveyedMu) {
            if (registeredMu == null) {
                return;
            }
            BigDecimal other = surveyedMu != null
                    ? surveyedMu
                    : BigDecimal.valueOf(drawn.getOrDefault(row.row(), Area.ZERO).mu());
            BigDecimal difference = registeredMu.subtract(other).abs();
            if (difference.compareTo(other.multiply(TOLERANCE)) > 0) {
                ParcelProblem kind = surveyedMu != null
                        ? ParcelProblem.REGISTERED_UNLIKE_SURVEYED
                        : ParcelProblem.REGISTERED_UNLIKE_DRAWN;
                BigDecimal percent = difference.multiply(BigDecimal.valueOf(100)).divide(other, 1,
                        RoundingMode.HALF_UP);
                problems.add(Problem.of(kind, Place.row(file, row.row()), twoDecimals(registeredMu),
                        twoDecimals(other), percent));
            }
        }

        private static BigDecimal twoDecimals(BigDecimal mu) {
            return mu.setScale(2, RoundingMode.HALF_UP);
        }
    }
}
