package org.siji.platform.tenancy;

import java.time.LocalDate;
import java.util.UUID;

import org.siji.platform.api.Ids;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts a parcel with its holder under a sample field. */
@Component
class LandOfVillage {

    private final JdbcClient jdbc;

    LandOfVillage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the parcel's code */
    String parcel(SampleVillage village, Farm farm, int number, String registeredMu) {
        UUID id = Ids.next();
        String code = village.code() + "01" + String.format("%05d", number);
        LocalDate since = LocalDate.of(2020, 1, 1);
        jdbc.sql("insert into parcel (id, code, village_code, group_code) values (:id, :code, :village, :group)")
                .param("id", id).param("code", code).param("village", village.code())
                .param("group", village.code() + "01").update();
        jdbc.sql("""
                insert into parcel_version (id, parcel_id, village_code, name, geometry, bbox, registered_mu,
                    geodesic_square_meters, valid_from, recorded_by)
                select :id, :parcel, village_code, name, geometry, bbox, :mu::numeric, area_square_meters, :since, 'test'
                from field_version where field_id = :field""").param("id", Ids.next()).param("parcel", id)
                .param("mu", registeredMu).param("since", since).param("field", farm.fieldId()).update();
        jdbc.sql("""
                insert into tenure (id, parcel_id, household_id, village_code, numerator, denominator, valid_from, recorded_by)
                values (:id, :parcel, :household, :village, 1, 1, :since, 'test')""").param("id", Ids.next())
                .param("parcel", id).param("household", farm.householdId()).param("village", village.code())
                .param("since", since).update();
        jdbc.sql("insert into field_parcel (field_id, parcel_id, village_code) values (:field, :parcel, :village)")
                .param("field", farm.fieldId()).param("parcel", id).param("village", village.code()).update();
        return code;
    }
}
