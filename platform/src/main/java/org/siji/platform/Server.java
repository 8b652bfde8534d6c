package org.siji.platform;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.siji.platform.database.Database;
import org.siji.platform.database.SijiHome;
import org.siji.platform.database.StartupException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One run of the server, in the order in which things depend on each other: home folder, database, application; and back again at the
 * end, whether that is the end of a {@code --once} season, a signal, or a start that failed.
 */
final class Server {

    /** Not an exit code: the process lives on. */
    static final int KEEPS_RUNNING = -1;
    static final int USAGE = 2;
    static final int CANNOT_START = 3;
    private static final int UNEXPECTED = 1;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private @Nullable SijiHome home;
    private @Nullable Database database;
    private @Nullable ConfigurableApplicationContext context;

    Server(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** @return the exit code, or {@link #KEEPS_RUNNING} */
    int run(String... arguments) {
        LaunchOptions options;
        try {
            options = LaunchOptions.parse(arguments);
        } catch (StartupException e) {
            say(err, e);
            sayBoth(err, "usage");
            return USAGE;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "siji-stop"));
        try {
            return start(options);
        } catch (RuntimeException e) {
            Optional<StartupException> reason = StartupProblems.explain(e);
            reason.ifPresentOrElse(known -> say(err, known), () -> e.printStackTrace(err));
            return reason.isPresent() ? CANNOT_START : UNEXPECTED;
        }
    }

    private int start(LaunchOptions options) {
        requireFree(options.port());
        SijiHome opened = SijiHome.open(homeFolder());
        home = opened;
        Database started = Database.open(opened, environment, options.demo());
        database = started;
        SpringApplication application = SijiApplication.application();
        application.addInitializers(starting -> {
            context = starting;
            ConfigurableListableBeanFactory beans = starting.getBeanFactory();
            beans.registerSingleton("sijiHome", opened);
            beans.registerSingleton("databaseConnection", started.connection());
        });
        ConfigurableApplicationContext running = application.run(options.properties().toArray(String[]::new));
        if (options.once()) {
            return SpringApplication.exit(running);
        }
        if (!options.json()) {
            String port = running.getEnvironment().getProperty("local.server.port", Integer.toString(options.port()));
            sayBoth(out, "ready", "http://127.0.0.1:" + port);
        }
        return KEEPS_RUNNING;
    }

    /** Called once, by the hook of the JVM. */
    private void close() {
        if (context != null) {
            context.close();
        }
        if (database != null) {
            database.close();
        }
        if (home != null) {
            home.close();
        }
    }

    private Path homeFolder() {
        return Path.of(System.getProperty("siji.home", environment.getOrDefault("SIJI_HOME", ".siji")));
    }

    /** Asked first, because Tomcat would find out only after everything else has started. */
    private static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw StartupProblems.portTaken(port);
        }
    }

    private static void say(PrintStream stream, StartupException reason) {
        stream.println(reason.sentence(Locale.CHINESE));
        stream.println(reason.sentence(Locale.ENGLISH));
    }

    private static void sayBoth(PrintStream stream, String key, Object... details) {
        stream.println(StartupException.sentence(Locale.CHINESE, key, details));
        stream.println(StartupException.sentence(Locale.ENGLISH, key, details));
    }
}
