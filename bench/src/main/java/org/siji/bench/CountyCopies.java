package org.siji.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a county of full size out of a played sample season: every row of every village is copied so many times, with ids and region
 * codes of its own, whatever tables there are. What belongs to the county (funds, rules, logins) stays single. Copied land lies on
 * top of the original, so what is copied is for lists, boards and the ledger and not for the map.
 */
final class CountyCopies {

    /** Rows that stay single; references to them are kept. */
    private static final Set<String> SHARED = Set.of("app_user", "fund", "acceptance_rule", "award_limit",
            "checklist", "paper_requirement");
    /** Of this installation, of all villages, or of persons. */
    private static final Set<String> LEFT_OUT = Set.of("flyway_schema_history", "paper_kind", "crop_window",
            "operation_times", "duty_area_leader", "signing_key", "idempotency_key", "audit_entry");
    /** Instead of the machines' own files, which are gigabytes that no list reads. */
    private static final String SMALL_FILE = "decode(md5(o.id::text || n), 'hex')";
    private static final String DIGITS = "'^[0-9]{6,}$'";
    private static final String BELOW_THE_COUNTY = "'^[0-9]{9,}$'";

    private final Connection owner;
    private final String county;
    private final int copies;

    /** @param owner the database's superuser */
    CountyCopies(Connection owner, String county, int copies) {
        this.owner = owner;
        this.county = county;
        this.copies = copies;
    }

    /** @return rows that were added, by table */
    Map<String, Integer> make() throws SQLException {
        Map<String, Integer> added = new LinkedHashMap<>();
        try (Statement statement = owner.createStatement()) {
            // Triggers and foreign keys held for the originals and hold for copies that are the same but for their names.
            statement.execute("set session_replication_role = replica");
            statement.execute("set synchronous_commit = off");
            // No sub-selects in these two, so that PostgreSQL writes them into the query instead of calling them.
            statement.execute("""
                    create function pg_temp.copied(original uuid, n int) returns uuid language sql stable as $$
                        select case when original = any('{%s}'::uuid[]) then original
                                    else md5(original::text || n)::uuid end $$"""
                    .formatted(String.join(",", shared(statement))));
            statement.execute("""
                    create function pg_temp.copied(original text, n int) returns text language sql stable as $$
                        select case when original ~ %s and starts_with(original, '%s') then
                                        overlay(original placing (substr(original, 7, 3)::int + n * 5)::text from 7 for 3)
                                    when original ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
                                        pg_temp.copied(original::uuid, n)::text
                                    else original end $$""".formatted(BELOW_THE_COUNTY, county));
            for (String table : tables(statement)) {
                if (!SHARED.contains(table) && !LEFT_OUT.contains(table) && !table.contains("session")) {
                    int rows = statement.executeUpdate(copy(table));
                    if (rows > 0) {
                        added.put(table, rows);
                    }
                }
            }
            statement.execute("set session_replication_role = origin");
            statement.execute("vacuum analyze");
        }
        return added;
    }

    /** With the accounts of what is shared: the copies pay into and out of the same ones. */
    private static List<String> shared(Statement statement) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select id from ledger_account
                where owner_id in (select id::text from fund union all select id::text from app_user)
                or kind in ('BANK', 'TREASURY')""")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        for (String table : tables(statement)) {
            if (SHARED.contains(table)) {
                try (ResultSet rows = statement.executeQuery("select id from " + table)) {
                    while (rows.next()) {
                        ids.add(rows.getString(1));
                    }
                }
            }
        }
        return ids;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select table_name from information_schema.tables
                where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name""")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private String copy(String table) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (Statement statement = owner.createStatement(); ResultSet rows = statement.executeQuery("""
                select a.attname, format_type(a.atttypid, null),
                       exists (select from pg_index i where i.indrelid = a.attrelid and i.indisunique and i.indnkeyatts = 1
                           and i.indkey[0] = a.attnum)
                from pg_attribute a where a.attrelid = '%s'::regclass and a.attnum > 0 and not a.attisdropped
                and a.attgenerated = '' and a.attidentity = '' and format_type(a.atttypid, null) <> 'xid8'
                order by a.attnum""".formatted(table))) {
            while (rows.next()) {
                String name = "o." + rows.getString(1);
                names.add(rows.getString(1));
                values.add(table.equals("track") && rows.getString(1).equals("raw")
                        ? SMALL_FILE
                        : table.equals("track") && rows.getString(1).equals("sha256")
                                ? "encode(sha256(" + SMALL_FILE + "), 'hex')"
                                : switch (rows.getString(2)) {
                                    case "uuid" -> "pg_temp.copied(" + name + ", n)";
                                    case "uuid[]" ->
                                        "array(select pg_temp.copied(one, n) from unnest(" + name + ") one)";
                                    case "text", "character", "character varying" -> rows.getBoolean(3)
                                            ? "case when %1$s ~ %2$s then pg_temp.copied(%1$s::text, n) else %1$s || '#' || n end"
                                                    .formatted(name, DIGITS)
                                            : "pg_temp.copied(" + name + "::text, n)";
                                    default -> name;
                                });
            }
        }
        return "insert into %1$s (%2$s) select %3$s from (select * from %1$s) o cross join generate_series(1, %4$d) n"
                .formatted(table, String.join(", ", names), String.join(", ", values), copies)
                + " on conflict do nothing";
    }
}
