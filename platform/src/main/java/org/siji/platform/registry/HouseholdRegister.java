package org.siji.platform.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.HouseholdDirectory;
import org.siji.platform.privacy.Masking;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The households, for the modules behind the registry. It does not look at who is asking. */
@Component
public class HouseholdRegister implements HouseholdDirectory {

    private static final String HOUSEHOLD = """
            select h.id, h.code, h.village_code, h.group_code, v.head_name_enc, c.id as cultivator_id
            from household h
            join household_version v on v.household_id = h.id and v.recorded_until is null and v.valid_to is null
            join cultivator c on c.household_id = h.id and c.kind = 'HOUSEHOLD'
            """;

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    HouseholdRegister(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /** @throws ProblemException 404 */
    public Household getHousehold(UUID id) {
        return findHousehold(id).orElseThrow(() -> ProblemException.notFound("household", id));
    }

    public Optional<Household> findHousehold(UUID id) {
        return jdbc.sql(HOUSEHOLD + "where h.id = :id").param("id", id).query(this::household).optional();
    }

    public Map<UUID, Household> mapHouseholds(Collection<UUID> ids) {
        Map<UUID, Household> found = new HashMap<>();
        jdbc.sql(HOUSEHOLD + "where h.id = any(:ids)").param("ids", ids.toArray(UUID[]::new))
                .query(this::household).list().forEach(one -> found.put(one.id(), one));
        return found;
    }

    @Override
    public Optional<String> findVillageCode(UUID householdId) {
        return findHousehold(householdId).map(Household::villageCode);
    }

    public List<Household> listHouseholdsOfVillage(String villageCode) {
        return jdbc.sql(HOUSEHOLD + "where h.village_code = :village order by h.code").param("village", villageCode)
                .query(this::household).list();
    }

    /** The cultivator that was made with each household of the village. */
    public Map<UUID, UUID> mapCultivatorIds(String villageCode) {
        Map<UUID, UUID> cultivators = new HashMap<>();
        jdbc.sql("select household_id, id from cultivator where village_code = :village and kind = 'HOUSEHOLD'")
                .param("village", villageCode).query(row -> {
                    cultivators.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                });
        return cultivators;
    }

    /**
     * The head's unmasked name: only for the household's own papers.
     *
     * @throws ProblemException 404
     */
    public String getFullName(UUID id) {
        return jdbc.sql(HOUSEHOLD + "where h.id = :id").param("id", id)
                .query((row, index) -> personalData.decrypt(row.getBytes("head_name_enc"))).optional()
                .orElseThrow(() -> ProblemException.notFound("household", id));
    }

    /** The unmasked phone: only to send something to it. */
    public Optional<String> findPhone(UUID id) {
        return jdbc.sql("""
                select phone_enc from household_version
                where household_id = :id and recorded_until is null and valid_to is null and phone_enc is not null""")
                .param("id", id).query((row, index) -> personalData.decrypt(row.getBytes("phone_enc"))).optional();
    }

    /** The unmasked names of the heads, for lists that are logged as a whole. */
    public Map<UUID, String> mapFullNames(Collection<UUID> ids) {
        Map<UUID, String> names = new HashMap<>();
        jdbc.sql(HOUSEHOLD + "where h.id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).query(row -> {
            names.put(row.getObject("id", UUID.class), personalData.decrypt(row.getBytes("head_name_enc")));
        });
        return names;
    }

    private Household household(ResultSet row, int index) throws SQLException {
        return new Household(row.getObject("id", UUID.class), row.getString("code"), row.getString("village_code"),
                row.getString("group_code"), Masking.name(personalData.decrypt(row.getBytes("head_name_enc"))),
                row.getObject("cultivator_id", UUID.class));
    }
}
