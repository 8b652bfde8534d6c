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
import org.springframework.stereotype.Component;

/** Reads a file of parcels and judges each row: as a row of the file, and against what is registered. */
@Component
class ParcelFileCheck {

    /** An upload is read in the server's memory, so less than a whole county's file. */
    private static final ReadLimits LIMITS = new ReadLimits(512L << 20, 200_000);

    private final ParcelStore parcels;
    private final HouseholdStore households;
    private final RegionRegister regions;
    private final Sentences sentences;

    ParcelFileCheck(ParcelStore parcels, HouseholdStore households, RegionRegister regions, Sentences sentences) {
        this.parcels = parcels;
        this.households = households;
        this.regions = regions;
        this.sentences = sentences;
    }

    /**
     * A file, read and judged.
     *
     * @param problems by row, those of the whole file first
     */
    record Checked(ParcelImport file, List<ImportProblem> problems, Map<String, ParcelStore.Ref> known,
            Map<String, HouseholdStore.Ref> households) {

        boolean hasErrors() {
            return problems.stream().anyMatch(ImportProblem::isError);
        }
    }

    Checked check(byte[] content, String fileName, @Nullable String villageCode, @Nullable String codeAttribute,
            CurrentUser user, Locale locale) {
        ParcelImport file = read(content, fileName, codeAttribute);
        List<ImportProblem> problems = new ArrayList<>();
        file.problems().forEach(problem -> problems.add(ImportProblem.of(problem, locale)));
        Set<String> villages = new HashSet<>();
        file.parcels().stream().map(ParcelRecord::code).filter(NewParcel::isCode)
                .forEach(code -> villages.add(code.substring(0, RegionLevel.VILLAGE.digits())));
        Set<String> knownVillages = regions.existing(villages);
        Map<String, ParcelStore.Ref> known = parcels
                .mapByCode(file.parcels().stream().map(ParcelRecord::code).toList());
        Map<String, HouseholdStore.Ref> holders = households.mapByCode(
                file.parcels().stream().map(ParcelRecord::householdCode).filter(Objects::nonNull).toList());
        for (ParcelRecord row : file.parcels()) {
            if (!NewParcel.isCode(row.code())) {
                problems.add(problem(row, Severity.ERROR, file.codeAttribute(), "parcel.code", row.code()));
                continue;
            }
            String village = row.code().substring(0, RegionLevel.VILLAGE.digits());
            if (!user.seesVillage(village)) {
                problems.add(problem(row, Severity.ERROR, file.codeAttribute(), "region.outside", village));
            } else if (villageCode != null && !villageCode.equals(village)) {
                problems.add(problem(row, Severity.ERROR, file.codeAttribute(), "import.other-village", row.code(),
                        villageCode));
            } else if (!knownVillages.contains(village)) {
                problems.add(problem(row, Severity.ERROR, file.codeAttribute(), "region.unknown", village));
            }
            ParcelStore.Ref before = known.get(row.code());
            if (before != null && before.current()) {
                problems.add(problem(row, Severity.ERROR, file.codeAttribute(), "parcel.duplicate", row.code()));
            }
            checkHolder(row, village, holders, problems);
        }
        problems.sort(Comparator.comparingLong(ImportProblem::row));
        return new Checked(file, problems, known, holders);
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
        return new ImportProblem(row.row(), code, severity, field, sentences.say(code, (Object[]) args),
                List.of(args));
    }

    /** The readers want a file, because a shapefile is several. */
    private static ParcelImport read(byte[] content, String fileName, @Nullable String codeAttribute) {
        try {
            Path folder = Files.createTempDirectory("siji-import");
            Path file = folder.resolve(fileName);
            try {
                Files.write(file, content);
                return new ParcelReader(LIMITS, codeAttribute, null).read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
