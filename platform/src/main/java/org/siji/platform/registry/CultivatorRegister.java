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
import org.siji.platform.privacy.Masking;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cultivators, for the modules behind the registry. It does not look at who is asking. */
@Component
public class CultivatorRegister {

    static final String CULTIVATOR = """
            select c.id, c.kind, c.household_id, c.village_code, coalesce(c.name_enc, h.head_name_enc) as name_enc
            from cultivator c
            left join household_version h on h.household_id = c.household_id and h.recorded_until is null
                and h.valid_to is null
            """;

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    CultivatorRegister(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /** @throws ProblemException 404 */
    public Cultivator getCultivator(UUID id) {
        return findCultivator(id).orElseThrow(() -> ProblemException.notFound("cultivator", id));
    }

    public Optional<Cultivator> findCultivator(UUID id) {
        return jdbc.sql(CULTIVATOR + "where c.id = :id").param("id", id).query(this::cultivator).optional();
    }

    /** Those of the ids that exist, in one query. */
    public Map<UUID, Cultivator> mapCultivators(Collection<UUID> ids) {
        Map<UUID, Cultivator> cultivators = new HashMap<>();
        jdbc.sql(CULTIVATOR + "where c.id = any(:ids)").param("ids", ids.toArray(UUID[]::new))
                .query(this::cultivator).list().forEach(one -> cultivators.put(one.id(), one));
        return cultivators;
    }

    public List<Cultivator> listCultivatorsOfVillage(String villageCode) {
        return jdbc.sql(CULTIVATOR + "where c.village_code = :village order by c.id").param("village", villageCode)
                .query(this::cultivator).list();
    }

    /** All that a household is: itself, and the large grower or cooperative that it runs. */
    public List<Cultivator> listCultivatorsOfHousehold(UUID householdId) {
        return jdbc.sql(CULTIVATOR + "where c.household_id = :household order by c.id").param("household", householdId)
                .query(this::cultivator).list();
    }

    /** The cultivator that was made with the household. */
    public Optional<Cultivator> findCultivatorOfHousehold(UUID householdId) {
        return jdbc.sql(CULTIVATOR + "where c.household_id = :household and c.kind = 'HOUSEHOLD'")
                .param("household", householdId).query(this::cultivator).optional();
    }

    /**
     * The unmasked name: only for the cultivator's own papers.
     *
     * @throws ProblemException 404
     */
    public String getFullName(UUID id) {
        return jdbc.sql(CULTIVATOR + "where c.id = :id").param("id", id)
                .query((row, index) -> personalData.decrypt(row.getBytes("name_enc"))).optional()
                .orElseThrow(() -> ProblemException.notFound("cultivator", id));
    }

    Cultivator cultivator(ResultSet row, int index) throws SQLException {
        CultivatorKind kind = CultivatorKind.valueOf(row.getString("kind"));
        String name = personalData.decrypt(row.getBytes("name_enc"));
        return new Cultivator(row.getObject("id", UUID.class), kind, row.getObject("household_id", UUID.class),
                row.getString("village_code"), shownName(kind, name));
    }

    /** Organisations are named in full, people are not. */
    static String shownName(CultivatorKind kind, String name) {
        return kind == CultivatorKind.HOUSEHOLD || kind == CultivatorKind.LARGE_GROWER ? Masking.name(name) : name;
    }
}
