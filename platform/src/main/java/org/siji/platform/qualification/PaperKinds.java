package org.siji.platform.qualification;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.siji.platform.api.Operation;
import org.siji.platform.qualification.PaperKind.Holder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The kinds of papers that there are. */
@Component
class PaperKinds {

    private static final String COLUMNS = """
            select code, name, name_en, holder, operations, warn_days, source, region_code from paper_kind
            """;

    private final JdbcClient jdbc;

    PaperKinds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The platform's and a county's own; '' for those of all counties. */
    List<PaperKind> list(String countyPrefix) {
        return jdbc.sql(COLUMNS + """
                where region_code is null or starts_with(region_code, :county) or :county = ''
                order by region_code nulls first, code""").param("county", countyPrefix).query(PaperKinds::kind).list();
    }

    Optional<PaperKind> find(String code) {
        return jdbc.sql(COLUMNS + "where code = :code").param("code", code).query(PaperKinds::kind).optional();
    }

    Map<String, PaperKind> map() {
        return list("").stream().collect(Collectors.toMap(PaperKind::code, kind -> kind));
    }

    void add(PaperKind kind) {
        jdbc.sql("""
                insert into paper_kind (code, name, name_en, holder, operations, warn_days, source, region_code)
                values (:code, :name, :nameEn, :holder, :operations, :warn, :source, :region)""")
                .param("code", kind.code()).param("name", kind.name()).param("nameEn", kind.nameEn())
                .param("holder", kind.holder().name()).param("operations", names(kind.operations()))
                .param("warn", kind.warnDays()).param("source", kind.source()).param("region", kind.regionCode())
                .update();
    }

    static String[] names(List<Operation> operations) {
        return operations.stream().map(Enum::name).toArray(String[]::new);
    }

    static List<Operation> operations(Array names) throws SQLException {
        return Arrays.stream((String[]) names.getArray()).map(Operation::valueOf).toList();
    }

    private static PaperKind kind(ResultSet row, int index) throws SQLException {
        return new PaperKind(row.getString("code"), row.getString("name"), row.getString("name_en"),
                Holder.valueOf(row.getString("holder")), operations(row.getArray("operations")),
                row.getInt("warn_days"), row.getString("source"), row.getString("region_code"));
    }
}
