package org.siji.platform.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.siji.platform.SijiApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application on a free port, over a fresh database of the real PostgreSQL. Classes that carry it share one application and
 * one database, so a test makes its own county, codes and names instead of counting on an empty table.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = SijiApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // A slow machine is no large county: boards are added up anew for each look.
        properties = "siji.figures.slow-millis=3600000")
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
public @interface SijiIntegrationTest {
}
