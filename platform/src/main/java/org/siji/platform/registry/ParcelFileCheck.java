package org.siji.platform.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.siji.formats.ProblemKind.Severity;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.parcels.ParcelImport;
import org.siji.formats.parcels.ParcelReader;
import org.siji.formats.parcels.ParcelRecord;
import org.siji.platform.api.Sentences;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.ProvisionalCodes.Coded;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Reads a file of parcels and judges each row: as a row of the file, and against what is registered. */
@Component
class ParcelFileCheck {

    /** An upload is read in the server's memory, so less than a whole county's file. */
    private static final ReadLimits LIMITS = new ReadLimits(512L << 20, 200_000);

    private final ParcelStore parcels;
    private final HouseholdStore households;
    private final RegionRegister regions;
    private final ProvisionalCodes provisional;
    private final RegisteredOverlaps overlaps;
    private final Sentences sentences;

    ParcelFileCheck(ParcelStore parcels, HouseholdStore households, RegionRegister regions,
            ProvisionalCodes provisional, RegisteredOverlaps overlaps, Sentences sentences) {
        this.parcels = parcels;
        this.households = households;
        this.regions = regions;
        this.provisional = provisional;
        this.overlaps = overlaps;
        this.sentences = sentences;
    }

    /**
     * What is asked beside the file.
     *
     * @param villageCode      in which all parcels must lie; null takes what their codes say
     * @param codeAttribute    null chooses
     * @param provisionalGroup registered group that gives codes to parcels without a 19-digit one; null refuses these
     */
    record Wishes(@Nullable String villageCode, @Nullable String codeAttribute, @Nullable String provisionalGroup) {}

    /**
     * A file, read and judged.
     *
     * @param rows     those that can be read
     * @param problems by row, those of the whole file first
     */
    record Checked(ParcelImport file, List<Coded> rows, List<ImportProblem> problems,
            Map<String, ParcelStore.Ref> known, Map<String, HouseholdStore.Ref> households) {

        boolean hasErrors() {
            return problems.stream().anyMatch(ImportProblem::isError);
        }
    }

    Checked check(MultipartFile upload, String fileName, Wishes wishes, CurrentUser user, Locale locale) {
        String group = wishes.provisionalGroup;
        ParcelImport file = read(upload, fileName, wishes);
        List<Coded> rows = group == null
                ? file.parcels().stream().map(Coded::asInFile).toList()
                : provisional.assign(file.parcels(), group);
        List<ImportProblem> problems = new ArrayList<>();
        file.problems().forEach(problem -> problems.add(ImportProblem.of(problem, locale)));
        tellProvisional(rows, fileName, problems);
        Set<String> villages = new HashSet<>();
        rows.stream().map(Coded::code).filter(NewParcel::isCode).map(ParcelFileCheck::village).forEach(villages::add);
        Set<String> knownVillages = regions.existing(villages);
        Map<String, ParcelStore.Ref> known = parcels.mapByCode(rows.stream().map(Coded::code).toList());
        Map<String, HouseholdStore.Ref> holders = households.mapByCode(
                file.parcels().stream().map(ParcelRecord::householdCode).filter(Objects::nonNull).toList());
        for (Coded row : rows) {
            if (!NewParcel.isCode(row.code())) {
                problems.add(problem(row.parcel(), Severity.ERROR, file.codeAttribute(), "parcel.code", row.code()));
                continue;
            }
            checkCode(row, file.codeAttribute(), wishes.villageCode, user, knownVillages, known, problems);
            checkHolder(row.parcel(), village(row.code()), holders, problems);
        }
        overlaps.find(rows, (parcel, found) -> problems.add(overlap(parcel, found, user)));
        problems.sort(Comparator.comparing((ImportProblem problem) -> problem.row() == 0 ? "" : problem.file())
                .thenComparingLong(ImportProblem::row));
        return new Checked(file, rows, problems, known, holders);
    }

    private static String village(String code) {
        return code.substring(0, RegionLevel.VILLAGE.digits());
    }

    private void tellProvisional(List<Coded> rows, String fileName, List<ImportProblem> problems) {
        List<String> codes = rows.stream().filter(row -> row.provisional() != null).map(Coded::code).sorted().toList();
        if (!codes.isEmpty()) {
            List<String> args = List.of(String.valueOf(codes.size()), codes.getFirst(), codes.getLast());
            problems.add(new ImportProblem(fileName, 0, "import.provisional", Severity.WARNING, null,
                    sentences.say("import.provisional", args.toArray()), args));
        }
    }

    private void checkCode(Coded row, @Nullable String attribute, @Nullable String villageCode, CurrentUser user,
            Set<String> knownVillages, Map<String, ParcelStore.Ref> known, List<ImportProblem> problems) {
        ParcelRecord parcel = row.parcel();
        String village = village(row.code());
        if (!user.seesVillage(village)) {
            problems.add(problem(parcel, Severity.ERROR, attribute, "region.outside", village));
        } else if (villageCode != null && !villageCode.equals(village)) {
            problems.add(problem(parcel, Severity.ERROR, attribute, "import.other-village", row.code(), villageCode));
        } else if (!knownVillages.contains(village)) {
            problems.add(problem(parcel, Severity.ERROR, attribute, "region.unknown", village));
        }
        ParcelStore.Ref before = known.get(row.code());
        if (before != null && before.current()) {
            problems.add(row.provisional() == null
                    ? problem(parcel, Severity.ERROR, attribute, "parcel.duplicate", row.code())
                    : problem(parcel, Severity.ERROR, attribute, "import.source-known", parcel.code(), row.code()));
        }
    }

    /** Beyond the scope only the village is named. */
    private ImportProblem overlap(ParcelRecord parcel, RegisteredOverlaps.Found found, CurrentUser user) {
        Severity severity = found.isSameLand() ? Severity.ERROR : Severity.WARNING;
        String squareMeters = String.format(Locale.ROOT, "%.1f", found.overlap().squareMeters());
        String percent = String.format(Locale.ROOT, "%.1f", 100 * found.overlap().share());
        return user.seesVillage(found.villageCode())
                ? problem(parcel, severity, null, "import.overlap", found.code(), squareMeters, percent)
                : problem(parcel, severity, null, "import.overlap-outside", found.villageCode(), squareMeters, percent);
    }

    private void checkHolder(ParcelRecord row, String village, Map<String, HouseholdStore.Ref> holders,
            List<ImportProblem> problems) {
        if (row.householdCode() != null) {
            HouseholdStore.Ref holder = holders.get(row.householdCode());
            if (holder == null) {
                problems.add(problem(row, Severity.WARNING, "CBFBM", "import.household-unknown", row.householdCode()));
            } else if (!holder.villageCode().equals(village)) {
                problems.add(problem(row, Severity.ERROR, "CBFBM", "tenure.other-village", row.householdCode()));
            }
        }
    }

    private ImportProblem problem(ParcelRecord row, Severity severity, @Nullable String field, String code,
            String... args) {
        return new ImportProblem(row.file(), row.row(), code, severity, field, sentences.say(code, (Object[]) args),
                List.of(args));
    }

    /** The readers want a file, because a shapefile is several. */
    private static ParcelImport read(MultipartFile upload, String fileName, Wishes wishes) {
        try {
            Path folder = Files.createTempDirectory("siji-import");
            Path file = folder.resolve(fileName);
            try {
                upload.transferTo(file);
                return new ParcelReader(LIMITS, wishes.codeAttribute, null, wishes.provisionalGroup == null).read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
