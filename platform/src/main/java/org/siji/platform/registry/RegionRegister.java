package org.siji.platform.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.siji.platform.api.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The administrative regions. Their names are public. */
@Component
public class RegionRegister {

    private final JdbcClient jdbc;

    RegionRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws ProblemException 404 */
    public Region getRegion(String code) {
        return findRegion(code).orElseThrow(() -> ProblemException.notFound("region", code));
    }

    public Optional<Region> findRegion(String code) {
        return jdbc.sql("select code, level, name, parent_code from region where code = :code").param("code", code)
                .query(RegionRegister::region).optional();
    }

    public List<Region> listChildren(String parentCode) {
        return jdbc.sql("select code, level, name, parent_code from region where parent_code = :parent order by code")
                .param("parent", parentCode).query(RegionRegister::region).list();
    }

    /** @param prefix code with which the regions' codes begin */
    public List<Region> listRegions(RegionLevel level, String prefix) {
        return jdbc.sql("""
                select code, level, name, parent_code from region
                where level = :level and starts_with(code, :prefix) order by code""").param("level", level.name())
                .param("prefix", prefix).query(RegionRegister::region).list();
    }

    /** Those of the codes that are registered. */
    public Set<String> existing(Collection<String> codes) {
        return new HashSet<>(jdbc.sql("select code from region where code = any(:codes)")
                .param("codes", codes.toArray(String[]::new)).query((row, index) -> row.getString(1)).list());
    }

    private static Region region(ResultSet row, int index) throws SQLException {
        return new Region(row.getString("code"), RegionLevel.valueOf(row.getString("level")), row.getString("name"),
                row.getString("parent_code"));
    }
}
