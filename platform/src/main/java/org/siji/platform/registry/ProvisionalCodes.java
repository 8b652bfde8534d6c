package org.siji.platform.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.siji.formats.parcels.ParcelRecord;
import org.siji.platform.api.ProblemException;
import org.springframework.stereotype.Component;

/**
 * Gives codes to parcels whose file has none, or has numbers of an older survey: group code and a number from 90001 on, where no
 * survey counts. The old number stays beside it, so that the same file taken in again after an undo gets the same codes.
 */
@Component
class ProvisionalCodes {

    private static final int FIRST = 90_001;
    private static final int LAST = 99_999;

    private final ParcelStore parcels;

    ProvisionalCodes(ParcelStore parcels) {
        this.parcels = parcels;
    }

    /**
     * A parcel of a file with the code under which it will be registered.
     *
     * @param code 19 digits, or what the file has in its place
     */
    record Coded(ParcelRecord parcel, String code, ParcelStore.@Nullable Provisional provisional) {

        static Coded asInFile(ParcelRecord parcel) {
            return new Coded(parcel, parcel.code(), null);
        }
    }

    /**
     * Parcels with a 19-digit code keep it.
     *
     * @throws ProblemException 400 when the group has no such numbers left
     */
    List<Coded> assign(List<ParcelRecord> file, String groupCode) {
        Set<String> sources = new HashSet<>();
        file.stream().map(ParcelRecord::code).filter(code -> !code.isEmpty() && !NewParcel.isCode(code))
                .forEach(sources::add);
        Map<String, ParcelStore.Ref> known = parcels.mapBySourceCode(groupCode, sources);
        int next = parcels.findLastCode(groupCode, groupCode + FIRST)
                .map(code -> Integer.parseInt(code.substring(groupCode.length())) + 1).orElse(FIRST);
        List<Coded> coded = new ArrayList<>(file.size());
        for (ParcelRecord parcel : file) {
            if (NewParcel.isCode(parcel.code())) {
                coded.add(Coded.asInFile(parcel));
                continue;
            }
            String source = parcel.code().isEmpty() ? null : parcel.code();
            ParcelStore.Ref before = source == null ? null : known.get(source);
            String code = before != null ? before.code() : groupCode + next++;
            coded.add(new Coded(parcel, code, new ParcelStore.Provisional(source)));
        }
        if (next > LAST + 1) {
            throw ProblemException.badRequest("import.provisional-full", "provisionalGroup",
                    Objects.requireNonNull(groupCode), LAST - FIRST + 1);
        }
        return coded;
    }
}
