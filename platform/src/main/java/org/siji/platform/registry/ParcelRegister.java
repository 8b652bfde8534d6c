package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The parcels as rights, for the modules behind the registry. It does not look at who is asking. */
@Component
public class ParcelRegister {

    private final JdbcClient jdbc;

    ParcelRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param code 19 digits */
    public record Parcel(UUID id, String code, String villageCode) {}

    public Optional<Parcel> findParcel(String code) {
        return jdbc.sql("select id, code, village_code from parcel where code = :code").param("code", code)
                .query(Parcel.class).optional();
    }

    /** Whether the household holds the parcel, or a part of it, on the day. */
    public boolean isHeldBy(UUID parcelId, UUID householdId, LocalDate on) {
        return jdbc.sql("""
                select exists (select from tenure where parcel_id = :parcel and household_id = :household
                    and recorded_until is null and valid_from <= :on and (valid_to is null or valid_to > :on))""")
                .param("parcel", parcelId).param("household", householdId).param("on", on).query(Boolean.class)
                .single();
    }
}
