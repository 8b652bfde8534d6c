package org.siji.platform.registry;

import java.util.List;
import java.util.function.BiConsumer;

import org.siji.formats.parcels.Overlap;
import org.siji.formats.parcels.ParcelRecord;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.registry.ProvisionalCodes.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds registered parcels that lie where a file's parcels lie. */
@Component
class RegisteredOverlaps {

    private static final int BOXES_AT_ONCE = 2000;

    private final JdbcClient jdbc;

    RegisteredOverlaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param code of the registered parcel */
    record Found(String code, Overlap overlap) {

        /**
         * Two surveys of one boundary differ by a strip; more than a tenth of the smaller parcel is the same land under two codes,
         * and would be worked, subsidised and paid for twice.
         */
        boolean isSameLand() {
            return overlap.share() > 0.1;
        }

        String villageCode() {
            return code.substring(0, RegionLevel.VILLAGE.digits());
        }
    }

    /** Not with the parcel of the same code, which is told by its code. */
    void find(List<Coded> rows, BiConsumer<ParcelRecord, Found> found) {
        for (int from = 0; from < rows.size(); from += BOXES_AT_ONCE) {
            List<Coded> some = rows.subList(from, Math.min(rows.size(), from + BOXES_AT_ONCE));
            jdbc.sql("""
                    select asked.number, p.code, v.geometry
                    from unnest(:boxes::text[]) with ordinality as asked (box, number)
                    join parcel_version v on v.bbox && asked.box::box and v.recorded_until is null and v.valid_to is null
                    join parcel p on p.id = v.parcel_id
                    order by asked.number, p.code""")
                    .param("boxes",
                            some.stream().map(row -> Geometries.box(row.parcel().lonLat())).toArray(String[]::new))
                    .query(row -> {
                        Coded asked = some.get(row.getInt("number") - 1);
                        String code = row.getString("code");
                        if (!code.equals(asked.code())) {
                            Overlap.between(asked.parcel().lonLat(), Geometries.fromWkb(row.getBytes("geometry")))
                                    .ifPresent(overlap -> found.accept(asked.parcel(), new Found(code, overlap)));
                        }
                    });
        }
    }
}
