package org.siji.platform.database;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.siji.platform.database.StartupException.Reason;
import org.siji.platform.support.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ExternalDatabaseTest {

    /** No machine has a server of every age, so the line is drawn above the one that there is. */
    @Test
    void aServerOlderThanTheOldestIsNamedWithItsVersion() {
        DatabaseConnection there = TestDatabase.create();
        assertThat(ExternalDatabase.open(there, 18).connection().url()).isEqualTo(there.url());
        StartupException refused = catchThrowableOfType(StartupException.class, () -> ExternalDatabase.open(there, 19));
        assertThat(refused.reason()).isEqualTo(Reason.DATABASE_TOO_OLD);
        assertThat(refused.sentence(Locale.CHINESE)).contains("18.").contains("15");
        assertThat(refused.sentence(Locale.ENGLISH)).contains("18.").contains("15");
    }
}
