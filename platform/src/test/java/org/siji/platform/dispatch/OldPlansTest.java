package org.siji.platform.dispatch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Set;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.siji.dispatch.DispatchPlan;
import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.support.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Plans that were made before there were drafts keep their stops, and say whether orders still carry them. */
class OldPlansTest {

    private static final String PLAN = "00000000-0000-7000-8000-00000000000";
    private static final String MACHINE = "00000000-0000-7000-8000-0000000000aa";
    private static final String ORDER = "00000000-0000-7000-8000-0000000000b";

    private static void migrate(DatabaseConnection database, String target) {
        Flyway.configure().dataSource(database.url(), database.user(), database.password())
                .locations("classpath:db/migration").outOfOrder(true).target(target).load().migrate();
    }

    private static void order(Statement statement, int number, String plan) throws SQLException {
        statement.execute("""
                insert into work_order (id, number, contract_id, need_id, field_id, field_name, bbox, provider_id, cultivator_id,
                    village_code, season, operation, window_from, window_to, area_square_meters, status, plan_id)
                values ('%s%d', '%d', '%s1', gen_random_uuid(), '%s1', 'f', '((0,0),(1,1))', '%s1', '%s1', '431202101001', 2026,
                    'HARVEST', '2026-07-10', '2026-07-20', 20000, 'PLANNED', %s)"""
                .formatted(ORDER, number, number, PLAN, PLAN, PLAN, PLAN, plan));
    }

    @Test
    void whatWasPlannedBeforeIsStillRead() throws SQLException {
        DatabaseConnection database = TestDatabase.create();
        migrate(database, "280");
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (int plan = 1; plan <= 2; plan++) {
                statement.execute("""
                        insert into dispatch_plan (id, provider_id, first_day, last_day, made_by)
                        values ('%s%d', '%s1', '2026-07-08', '2026-07-20', 'p')""".formatted(PLAN, plan, PLAN));
            }
            order(statement, 1, "'" + PLAN + "2'");
            order(statement, 2, "null");
            for (int plan = 1; plan <= 2; plan++) {
                statement.execute("""
                        insert into dispatch_stop (plan_id, machine_id, day, sequence, work_order_id, start_hour, drive_minutes,
                            work_minutes, mu, interrupted)
                        values ('%1$s%2$d', '%3$s', '2026-07-10', 1, '%4$s1', 16.25, 12, 45, 6, true),
                            ('%1$s%2$d', '%3$s', '2026-07-11', 1, '%4$s1', 7, 0, 180, 24, false)"""
                        .formatted(PLAN, plan, MACHINE, ORDER));
            }
            statement.execute("insert into dispatch_unassigned values ('%s2', '%s2', 'NO_TIME_LEFT')"
                    .formatted(PLAN, ORDER));
            migrate(database, "282");
            try (ResultSet row = statement.executeQuery("""
                    select status, problem::text, plan::text, placed, undone from dispatch_plan order by id""")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).as("no order carries it").isEqualTo("REPLACED");
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("PUBLISHED");
                assertThat(row.getInt(4)).isEqualTo(1);
                assertThat(row.getInt(5)).isEqualTo(1);
                PlanContent content = PlanContent.read(row.getString(2), row.getString(3), Set.of());
                assertThat(content.problem().from()).isEqualTo(LocalDate.of(2026, 7, 8));
                assertThat(content.problem().days()).isEqualTo(13);
                assertThat(content.found().undone())
                        .containsExactly(new DispatchPlan.Undone(ORDER + "2", DispatchPlan.Reason.NO_TIME_LEFT));
                assertThat(content.found().routes()).singleElement().satisfies(route -> {
                    assertThat(route.machineId()).isEqualTo(MACHINE);
                    int tenth = 2 * 24 * 60;
                    int eleventh = 3 * 24 * 60;
                    assertThat(route.stops()).containsExactly(
                            new DispatchPlan.Stop(ORDER + "1", 12, tenth + 975, tenth + 1020, 6, true),
                            new DispatchPlan.Stop(ORDER + "1", 0, eleventh + 420, eleventh + 600, 24, false));
                });
            }
        }
    }
}
