package org.siji.platform;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The server: {@code serve}, or {@code demo} with a sample season first. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class SijiApplication {

    public static void main(String[] arguments) {
        int exitCode = new Server(System.out, System.err, Map.copyOf(System.getenv())).run(arguments);
        if (exitCode != Server.KEEPS_RUNNING) {
            System.exit(exitCode);
        }
    }

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(SijiApplication.class);
        // Server closes the context itself, because the database must outlive it.
        application.setRegisterShutdownHook(false);
        return application;
    }
}
