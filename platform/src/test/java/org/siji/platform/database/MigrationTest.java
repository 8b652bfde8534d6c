package org.siji.platform.database;

import org.junit.jupiter.api.Test;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SijiIntegrationTest
class MigrationTest {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theApplicationWorksWithTheNarrowRole() {
        assertThat(jdbc.sql("SELECT current_user").query(String.class).single()).isEqualTo("siji_app");
        assertThat(jdbc.sql("SELECT count(*) FROM idempotency_key").query(Long.class).single()).isNotNegative();
        assertThatThrownBy(() -> jdbc.sql("CREATE TABLE intruder (id int)").update()).rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> jdbc.sql("SELECT * FROM flyway_schema_history").query().listOfRows()).rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void theServerIsDurable() {
        for (String setting : new String[]{"fsync", "synchronous_commit", "full_page_writes"}) {
            assertThat(jdbc.sql("SELECT current_setting(:name)").param("name", setting).query(String.class).single())
                    .as(setting)
                    .isEqualTo("on");
        }
    }

    @Test
    void trigramsKnowChinese() {
        assertThat(jdbc.sql("SELECT similarity('青山村三组水田', '青山村')").query(Double.class).single()).isGreaterThan(0.3);
    }
}
